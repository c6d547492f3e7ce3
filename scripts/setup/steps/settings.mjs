import { at } from '../base/paths.mjs';
import { writeJson } from '../base/write-json.mjs';

const lab = at('.venv/share/jupyter/lab/settings/overrides.json');
const page = at('.venv/etc/jupyter/labconfig/page_config.json');
const server = at('.venv/etc/jupyter/jupyter_server_config.json');

/** What JupyterLab shows, as a course wants it; what a learner changes goes before it. */
const overrides = {
  // No question about news at the first start, no look for updates.
  '@jupyterlab/apputils-extension:notification': {
    fetchNews: 'false',
    checkForUpdates: false,
    doNotDisturbMode: false,
  },
  '@jupyterlab/codemirror-extension:plugin': { defaultConfig: { indentUnit: '2' } },
  // Errors name lines, and no line is cut off; columns of dates are not worth the room.
  '@jupyterlab/notebook-extension:tracker': {
    codeCellConfig: { lineNumbers: true, lineWrap: true },
  },
  '@jupyterlab/filebrowser-extension:browser': {
    navigateToCurrentDirectory: true,
    showLastModifiedColumn: false,
  },
};

/** Left out: a debugger that the kernel does not serve, a shop of extensions, text files as notebooks. */
const disabled = {
  disabledExtensions: {
    '@jupyterlab/debugger-extension': true,
    '@jupyterlab/extensionmanager-extension': true,
    'jupyterlab-jupytext': true,
  },
};

/** What the server offers: our kernel alone, and of the project's files none that are made by tools or for them. */
const config = {
  ServerApp: { jpserver_extensions: { jupyterlab_jupytext: false } },
  KernelSpecManager: { allowed_kernelspecs: ['tslab'], ensure_native_kernel: false },
  MultiKernelManager: { default_kernel_name: 'tslab' },
  ContentsManager: {
    hide_globs: [
      'node_modules',
      'dist',
      'runs',
      'package*.json',
      'tsconfig*.json',
      'eslint.config.mjs',
      '__pycache__',
      '*~',
    ],
  },
};

/**
 * JupyterLab's settings for the course, in the project's virtual environment.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const settings = {
  name: 'settings',
  title: "JupyterLab's settings",
  after: ['jupyter'],
  key: () => JSON.stringify([overrides, disabled, config]),
  outputs: [lab, page, server],
  async run() {
    writeJson(lab, overrides);
    writeJson(page, disabled);
    writeJson(server, config);
  },
};
