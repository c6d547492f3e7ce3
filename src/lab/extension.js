/* global window, document, getComputedStyle, MutationObserver */
/**
 * What JupyterLab's page does for the course. This file runs in the browser as it is: a JupyterLab extension without a
 * build, which takes JupyterLab's own modules from the scope that JupyterLab shares with its extensions.
 */
(() => {
  const PLOTLY = 'application/vnd.plotly.v1+json';

  // --- Figures: interactive at once, in the colours of the theme, with a description ---

  const figures = new Set();

  /** A layout with the theme's colours where it has the course's defaults. */
  function toThemed(layout) {
    const style = getComputedStyle(document.body);
    const colour = (name) => style.getPropertyValue(name).trim();
    const [text, line, grid] = ['--jp-content-font-color1', '--jp-ui-font-color2', '--jp-border-color2'].map(
      colour,
    );
    const axes = Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key));
    const inTheme = (axis) => ({ ...axis, gridcolor: grid, linecolor: line, tickcolor: line });
    const ours = layout.font?.color === '#797979';
    return ours
      ? {
          ...layout,
          font: { ...layout.font, color: text },
          ...Object.fromEntries(axes.map((key) => [key, inTheme(layout[key])])),
        }
      : layout;
  }

  /** Describes a drawn figure: its first drawing is an image with a label, the others belong to it. */
  function describe(node, alt) {
    [...node.querySelectorAll('.main-svg')].forEach((svg, k) => {
      if (k) return svg.setAttribute('aria-hidden', 'true');
      svg.setAttribute('role', 'img');
      svg.setAttribute('aria-label', alt);
    });
  }

  /** The renderer of figures would show the stored image until the mouse is over it, and then replace that image. */
  function improveFigure(renderer) {
    const render = renderer.renderModel.bind(renderer);
    renderer.renderModel = async (model) => {
      const alt = String(model.data['text/plain'] ?? 'A figure');
      const figure = model.data[PLOTLY];
      const toModel = () => ({
        data: { [PLOTLY]: { ...figure, layout: toThemed({ ...figure.layout }) } },
        metadata: model.metadata,
        trusted: model.trusted,
        setData() {},
      });
      await render(toModel());
      new MutationObserver(() => describe(renderer.node, alt)).observe(renderer.node, {
        childList: true,
        subtree: true,
      });
      describe(renderer.node, alt);
      const redraw = () => renderer.createGraph(toModel());
      figures.add(redraw);
      renderer.disposed.connect(() => figures.delete(redraw));
    };
  }

  /** Other pictures: their description is in the output's text. */
  function improvePicture(renderer) {
    const render = renderer.renderModel.bind(renderer);
    renderer.renderModel = async (model) => {
      await render(model);
      const text = String(model.data['text/plain'] ?? '');
      for (const image of renderer.node.querySelectorAll('img:not([alt])'))
        image.alt = text && !text.startsWith('<') ? text : 'A picture';
    };
  }

  function improveRenderers({ RenderMimeRegistry }) {
    const create = RenderMimeRegistry.prototype.createRenderer;
    RenderMimeRegistry.prototype.createRenderer = function (mimeType) {
      const renderer = create.call(this, mimeType);
      if (mimeType === PLOTLY && renderer.createGraph) improveFigure(renderer);
      if (/^image\/(png|jpeg|gif)$/.test(mimeType)) improvePicture(renderer);
      return renderer;
    };
  }

  // --- Outputs stay until their cell has new ones, or has ended without ---

  function keepOutputs({ CodeCell }, { OutputArea }) {
    const execute = CodeCell.execute;
    CodeCell.execute = function (cell, ...rest) {
      const { model } = cell;
      model.clearExecution = () => (model.executionCount = null); // without clearing the outputs
      const ended = execute.call(this, cell, ...rest);
      delete model.clearExecution; // what comes first of `execute` has run
      if (!model.sharedModel.getSource().trim()) model.outputs.clear();
      return ended;
    };

    const { get, set } = Object.getOwnPropertyDescriptor(OutputArea.prototype, 'future');
    Object.defineProperty(OutputArea.prototype, 'future', {
      configurable: true,
      get,
      set(future) {
        const { model } = this;
        const clear = model.clear;
        this._clear = () => undefined; // the output's widgets stay as well
        model.clear = () => clear.call(model, true);
        try {
          set.call(this, future);
        } finally {
          delete this._clear;
          delete model.clear;
        }
        if (!future) return;
        const end = (isOver) => {
          if (this.isDisposed || this._future !== future || !model.clearNext) return;
          if (isOver) model.clear();
          else model.clearNext = false; // it never ran
        };
        future.done.then(
          (reply) => end(reply?.content.status !== 'aborted'),
          () => end(false),
        );
      },
    });
  }

  // --- Tabs: "Lesson 0" instead of lesson.ipynb. (To set a tab's title would rename the file.) ---

  const kinds = { lesson: 'Lesson', further: 'Lesson', task: 'Task' };

  function toName(path) {
    const [, number, kind] = /(?:^|\/)(\d)-[a-z]+\/(lesson|further|task)\.ipynb$/.exec(path ?? '') ?? [];
    return number && `${kinds[kind]} ${number}${kind === 'further' ? ', part 2' : ''}`;
  }

  function nameTabs(shell) {
    const rename = () => {
      for (const { id, context } of shell.widgets('main')) {
        const label = document.querySelector(`.lm-TabBar-tab[data-id="${id}"] .lm-TabBar-tabLabel`);
        const name = toName(context?.path);
        if (label && name && label.textContent !== name) label.textContent = name;
      }
    };
    const changes = { childList: true, subtree: true, characterData: true };
    let waiting = false;
    const soon = () => {
      if (waiting) return;
      waiting = true;
      window.requestAnimationFrame(() => {
        waiting = false;
        rename();
      });
    };
    new MutationObserver(soon).observe(
      document.querySelector('#jp-main-dock-panel .lm-TabBar') ?? document.body,
      changes,
    );
    shell.layoutModified.connect(rename);
    rename();
  }

  /** JupyterLab's own copy of a module. */
  async function take(scope, name) {
    const [version] = Object.values(scope[name] ?? {});
    if (!version) throw new Error(`JupyterLab shares no ${name}`);
    return (await version.get())();
  }

  let scope;
  const extension = {
    init: (shared) => (scope = shared),
    async get() {
      const names = ['apputils', 'cells', 'outputarea', 'rendermime'].map((name) => `@jupyterlab/${name}`);
      const [apputils, cells, outputarea, rendermime] = await Promise.all(
        names.map((name) => take(scope, name)),
      );
      improveRenderers(rendermime);
      keepOutputs(cells, outputarea);
      const plugin = {
        id: 'autoencoders-lab:plugin',
        autoStart: true,
        requires: [apputils.IThemeManager],
        activate: (app, themes) => {
          themes.themeChanged.connect(() => figures.forEach((redraw) => redraw()));
          void app.restored.then(() => nameTabs(app.shell));
        },
      };
      return () => ({ __esModule: true, default: plugin });
    },
  };
  (window._JUPYTERLAB ??= {})['autoencoders-lab'] = extension;
})();
