import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { root } from '../../src/project/root';

/** A file of the learners' edition: its path with slashes, and its bytes. */
export interface EditionFile {
  path: string;
  data: Buffer;
}

/** What learners get; everything else stays with the instructor. */
const given = [
  /^(LICENSE|\.gitignore|\.mocharc\.json|package-lock\.json|tsconfig\.json|tsconfig\.test\.json)$/,
  /^\.(binder|devcontainer)\//,
  /^data\/[^/]+\.json$/,
  /^deploy\/edition\/README\.md$/,
  /^deploy\/hub\/(start|publish|Containerfile|Containerfile\.dockerignore|jupyterhub_config\.py)$/,
  /^docs\/(learner|helpers|training|kernel)\.md$/,
  /^grading\/(index\.ts|package\.json)$/,
  /^grading\/(canary|checks|claims|edition|harness|intake|isolation|measure|protocol|reading|submission|tasks)\//,
  /^grading\/reports\/(clean|html|message|results|strip|strip\.browser|text)\.ts$/,
  /^grading\/run\/(fault|find-task|practice|reader)\.ts$/,
  /^notebooks\/[^/]+\/((lesson|further|task)\.ipynb|trained\/weights\.(bin|json))$/,
  /^scripts\/(command|doctor|kernel|setup|start|test)\.mjs$/,
  /^scripts\/(doctor|papermill|setup|submit|test|update)\//,
  /^scripts\/lib\/(edition|exit-code|write-error|zip)\.ts$/,
  /^src\//,
  /^test\/(finished|layers)\//,
  /^test\/support\/(folders|run|float64|layer)\.ts$/,
  /^test\/helpers\/data\/(batches|corrupt|idx)\.test\.ts$/,
];

/** Of these, what gives answers away: the builders of the models, the hidden checks, and tests that need them. */
const withheld = [
  /^src\/models\/(?!autoencoder\.ts|connect\.ts)/,
  /^grading\/checks\/other-sizes\.ts$/,
  /^grading\/(reading|submission)\/preload\.ts$/, // solutions, for snapshots
  /^test\/finished\/builders\.test\.ts$/,
];

/** Where the edition has `src/finished` instead of `src/models`: a file, and what is replaced in it. */
const replaced: Record<string, [from: string, to: string]> = {
  'src/index.ts': [`export * from './models';`, `export * from './finished';`],
  'src/trained/models.ts': [
    `from '../models'; // in the learners' edition: '../finished'`,
    `from '../finished';`,
  ],
};

/** The commands that the edition has. */
const commands = ['start', 'test', 'setup', 'doctor', 'submit', 'update'];

const begin = /^\s*(\/\/ BEGIN HIDDEN|<!-- BEGIN HIDDEN -->)$/;
const end = /^\s*(\/\/ END HIDDEN|<!-- END HIDDEN -->)$/;

/** Whether a file of the project is one of the edition's. */
export const isGiven = (path: string): boolean =>
  given.some((pattern) => pattern.test(path)) && !withheld.some((pattern) => pattern.test(path));

/**
 * The files of the learners' edition, made from the files that git tracks.
 *
 * @throws if the project is not a git checkout, or a file cannot be turned into the edition's
 */
export function readContents(): EditionFile[] {
  return listTracked()
    .filter(isGiven)
    .map((path) => ({ path, data: readFileSync(join(root, path)) }))
    .map(toEdition)
    .concat(toEdition({ path: 'package.json', data: readFileSync(join(root, 'package.json')) }));
}

/** The paths of the files that git tracks. */
export function listTracked(): string[] {
  return git('ls-files', '-z').split('\0').filter(Boolean);
}

/** The commit of the checkout, with `+` if tracked files have been changed since. */
export function findCommit(): string {
  const changed = git('status', '--porcelain', '--untracked-files=no').trim();
  return git('rev-parse', 'HEAD').trim() + (changed && '+');
}

function git(...args: string[]): string {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new Error('cannot read the list of files from git; release from a git checkout of the project', {
      cause: error,
    });
  }
}

/** A file as learners get it. */
function toEdition({ path, data }: EditionFile): EditionFile {
  if (path === 'package.json') return { path, data: toPackage(data.toString()) };
  if (path === 'deploy/edition/README.md') return { path: 'README.md', data };
  const change = replaced[path];
  if (change) return { path, data: replaceOnce(path, data.toString(), ...change) };
  return /\.(ts|md|mjs|cjs)$/.test(path)
    ? { path, data: Buffer.from(withoutHidden(path, data.toString())) }
    : { path, data };
}

function toPackage(text: string): Buffer {
  const all = JSON.parse(text) as { scripts: Record<string, string> };
  const scripts = Object.fromEntries(commands.map((name) => [name, all.scripts[name]]));
  return Buffer.from(`${JSON.stringify({ ...all, scripts }, null, 2)}\n`);
}

function replaceOnce(path: string, text: string, from: string, to: string): Buffer {
  if (text.split(from).length !== 2) throw new Error(`${path}: expected ${from} once`);
  return Buffer.from(text.replace(from, to));
}

/** The text without the lines between `// BEGIN HIDDEN` and `// END HIDDEN`. */
export function withoutHidden(path: string, text: string): string {
  let isHidden = false;
  const kept = text.split('\n').filter((line, i) => {
    const [begins, ends] = [begin.test(line), end.test(line)];
    if (isHidden ? begins : ends) throw new Error(`${path}:${i + 1}: HIDDEN begins or ends twice`);
    const isKept = !isHidden && !begins;
    isHidden = begins || (isHidden && !ends);
    return isKept;
  });
  if (isHidden) throw new Error(`${path}: // BEGIN HIDDEN without // END HIDDEN`);
  if (kept.some((line) => /\b(BEGIN|END) HIDDEN\b/.test(line)))
    throw new Error(`${path}: put // BEGIN HIDDEN and // END HIDDEN on lines of their own`);
  return kept.join('\n');
}
