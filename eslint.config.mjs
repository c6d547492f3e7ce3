// The arrows of the house (docs/maintainer.md, "Who may import whom"), one named rule each.
import { importX } from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

/** `target` may not import anything under `from`; `name` is what the message starts with. */
const forbid = (name, target, from, why) => ({ target, from, message: `[${name}] ${why}` });

const zones = [
  forbid(
    'src-knows-no-outside',
    './src',
    ['./grading', './test', './notebooks', './scripts'],
    'src is the library: it imports nothing of the grader, the tests, the notebooks or the chores.',
  ),
  forbid(
    'helpers-at-the-bottom',
    './src/helpers',
    ['./src/models', './src/layers', './src/course'],
    'helpers know no layer, no model and no course.',
  ),
  forbid('layers-below-models', './src/layers', './src/models', 'layers know no model.'),
  forbid(
    'course-knows-helpers',
    './src/course',
    ['./src/models', './src/layers', './src/backend', './src/kernel', './src/index.ts'],
    'hints, the quiz and the progress file know helpers only.',
  ),
  forbid(
    'models-know-no-course',
    ['./src/models', './src/layers', './src/backend', './src/kernel'],
    './src/course',
    'what trains and what runs cells know nothing of hints, the quiz and the progress file.',
  ),
  forbid(
    'backend-stands-beside',
    ['./src/models', './src/layers', './src/helpers'],
    ['./src/backend', './src/kernel', './src/index.ts'],
    'what learners read imports @tensorflow/tfjs, never the backend, the kernel or the door itself.',
  ),
  forbid(
    'backend-alone',
    './src/backend',
    ['./src/models', './src/layers', './src/helpers', './src/kernel', './src/index.ts'],
    'the backend knows tfjs only.',
  ),
  forbid(
    'kernel-beside-backend',
    './src/kernel',
    ['./src/models', './src/layers', './src/helpers'],
    'the kernel knows tslab and the backend only.',
  ),
  forbid(
    'harness-knows-no-slug',
    './grading/harness',
    ['./grading/checks', './grading/reports', './grading/fixtures'],
    'the harness runs whatever checks it is handed.',
  ),
  forbid(
    'reports-are-pure',
    './grading/reports',
    ['./grading/checks', './grading/harness', './grading/fixtures'],
    'a report is written from the results alone.',
  ),
];

export default tseslint.config(
  {
    ignores: [
      'dist',
      '.venv*',
      '.tensorflow',
      '.setup',
      'data/*/**',
      'grading/fixtures',
      'runs',
      'node_modules',
      '**/.ipynb_checkpoints',
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.mjs'],
    plugins: { 'import-x': importX },
    settings: {
      ...importX.flatConfigs.typescript.settings,
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'tsconfig.test.json' })],
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', { zones }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-require-imports': 'off', // a backend is loaded when it is chosen, not before
      'max-lines': ['error', { max: 250 }],
    },
  },
  {
    files: ['notebooks/source/**/*.ts'], // a stub uses nothing yet, and a cell may end in what it shows
    rules: {
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      'max-lines': 'off', // a lesson is long; its cells are short
    },
  },
  {
    files: ['grading/checks/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [
                'fs',
                'node:fs',
                'node:fs/*',
                'fs/*',
                'child_process',
                'node:child_process',
                'worker_threads',
                'node:worker_threads',
              ],
              message:
                '[checks-see-models-only] a check sees what a submission returns: no file, no process.',
            },
          ],
        },
      ],
    },
  },
);
