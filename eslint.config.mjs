import { importX } from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';
import { arrows } from './arrows.mjs';

const filesIn = (folder) => `./${folder}/*.{ts,mjs,cjs}`;

/** One zone for each folder: the folders that it must not import. */
const zones = Object.entries(arrows).map(([folder, allowed]) => ({
  target: filesIn(folder),
  from: [
    ...Object.keys(arrows)
      .filter((other) => other !== folder && !allowed.includes(other))
      .map(filesIn),
    './test/**/*',
    './notebooks/**/*',
  ],
  message: `[arrows] ${folder} may import ${allowed.join(', ') || 'no other folder'}.`,
}));

/** Files that may import packages which are needed only for development. */
const forDevelopment = ['*.mjs', 'test/**', 'scripts/test/**', 'scripts/prove/**', 'scripts/renew/**'];

export default tseslint.config(
  {
    ignores: [
      'dist',
      '.dist',
      '.venv*',
      '.tensorflow',
      '.bubblewrap',
      '.test-queue',
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
    files: ['**/*.ts', '**/*.mjs', '**/*.cjs'],
    plugins: { 'import-x': importX },
    settings: {
      ...importX.flatConfigs.typescript.settings,
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'tsconfig.test.json' })],
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-extraneous-dependencies': [
        'error',
        { devDependencies: forDevelopment, packageDir: import.meta.dirname },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-require-imports': 'off', // a backend is loaded only when it is chosen
      'max-lines': ['error', { max: 250 }],
    },
  },
  {
    files: ['src/backend/**/*.ts', 'src/kernel/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'autoencoders',
              message: '[no-autoencoders] the backend and the kernel may depend only on tfjs and tslab.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['notebooks/source/**/*.ts'], // stubs have unused imports, and cells may end with a value
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
                '[checks-see-models-only] a check sees only what a submission returns: no files, no processes.',
            },
          ],
        },
      ],
    },
  },
);
