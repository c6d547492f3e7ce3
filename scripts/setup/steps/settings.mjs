import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { at } from '../base/paths.mjs';
import { writeJson } from '../base/write-json.mjs';

const lab = at('.venv/share/jupyter/lab/settings/overrides.json');
const extension = at('.venv/share/jupyter/labextensions/autoencoders-lab');
const page = at('.venv/etc/jupyter/labconfig/page_config.json');
const server = at('.venv/etc/jupyter/jupyter_server_config.json');

/** Default settings of JupyterLab for the course; the learner's own settings take precedence. */
const overrides = {
  // do not ask about news at the first start, and do not check for updates
  '@jupyterlab/apputils-extension:notification': {
    fetchNews: 'false',
    checkForUpdates: false,
    doNotDisturbMode: false,
  },
  '@jupyterlab/codemirror-extension:plugin': { defaultConfig: { indentUnit: '2' } },
  // line numbers, because errors refer to them; wrapped lines; no column of dates, to save space
  '@jupyterlab/notebook-extension:tracker': {
    codeCellConfig: { lineNumbers: true, lineWrap: true },
  },
  '@jupyterlab/filebrowser-extension:browser': {
    navigateToCurrentDirectory: true,
    showLastModifiedColumn: false,
  },
};

/** Disabled: the debugger, which the kernel does not support; the extension manager; text files as notebooks. */
const disabled = {
  disabledExtensions: {
    '@jupyterlab/debugger-extension': true,
    '@jupyterlab/extensionmanager-extension': true,
    'jupyterlab-jupytext': true,
  },
};

/** Server settings: only our kernel, and no files that are generated or only for tools. */
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

/** The course's own extension of JupyterLab, from `src/lab`, and where JupyterLab looks for it. */
const files = [
  ['src/lab/package.json', `${extension}/package.json`],
  ['src/lab/extension.js', `${extension}/static/extension.js`],
];
const read = () => files.map(([from]) => readFileSync(at(from), 'utf8'));

/**
 * Writes JupyterLab's settings for the course to the project's virtual environment, and the course's extension.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const settings = {
  name: 'settings',
  title: "JupyterLab's settings",
  after: ['jupyter'],
  key: () => JSON.stringify([overrides, disabled, config, read()]),
  outputs: [lab, page, server, ...files.map(([, to]) => to)],
  async run() {
    writeJson(lab, overrides);
    writeJson(page, disabled);
    writeJson(server, config);
    mkdirSync(`${extension}/static`, { recursive: true });
    for (const [from, to] of files) cpSync(at(from), to);
  },
};
