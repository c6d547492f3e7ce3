import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Chance } from './chance';
import { FreshKernel, LastingKernel, type Question, type Reply } from './kernels';

/** How many questions one fresh kernel is asked: one that answered many is fresh no more. */
const MOST_QUESTIONS = 4;

/** A difference between the lasting kernel and what is expected of it. */
export class Difference extends Error {}

/** Something a person does at the notebook. */
export interface Action {
  weight: number;
  title: string;
  /** Does it; returns what exactly was done. */
  run(world: World): string | Promise<string>;
}

/** A folder with a notebook's modules and packages, the kernel that runs there, and fresh kernels to compare it with. */
export class World {
  /** What is made here is removed at the end; its name has what paths of real people have. */
  private readonly base = mkdtempSync(join(tmpdir(), 'soak ü-'));
  /** The notebook's folder. */
  readonly folder = join(this.base, 'my notebook');
  readonly packages = join(this.base, 'packages');
  readonly env: NodeJS.ProcessEnv;
  kernel!: LastingKernel;
  /** What cells named, and its value. */
  readonly variables = new Map<string, number>();
  /** Started ahead, and asked nothing yet. */
  private next?: FreshKernel;
  private fresh?: FreshKernel;

  constructor(readonly chance: Chance) {
    const [HOME, npm_config_cache] = ['home', 'npm'].map((name) => join(this.base, name));
    // TensorFlow's own start is another test's matter
    this.env = {
      ...process.env,
      HOME,
      npm_config_cache,
      AUTOENCODERS_BACKEND: 'cpu',
      GIT_CONFIG_NOSYSTEM: '1',
    };
    for (const folder of [this.folder, this.packages, HOME!]) mkdirSync(folder, { recursive: true });
  }

  async start(): Promise<void> {
    this.kernel = await LastingKernel.start(this.folder, this.env);
  }

  path = (name: string): string => join(this.folder, name);

  /** Writes a file of the notebook's folder; what stands in its way is removed. */
  write(name: string, text: string): void {
    const path = this.path(name);
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) this.clearWay(name);
    writeFileSync(path, text);
    this.changed();
  }

  /** Makes the folders above a file; removes what stands in the way of them or of the file. */
  clearWay(name: string): void {
    const parts = name.split('/');
    for (let i = 1; i < parts.length; i++) {
      const above = this.path(parts.slice(0, i).join('/'));
      if (lstatSync(above, { throwIfNoEntry: false })?.isDirectory() === false) rmSync(above);
    }
    this.remove(name);
    mkdirSync(dirname(this.path(name)), { recursive: true });
  }

  remove(name: string): void {
    rmSync(this.path(name), { recursive: true, force: true });
    this.changed();
  }

  /** The files of the folder that are neither npm's nor git's, in order. */
  files(): string[] {
    const names = readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.folder.length + 1));
    return names.filter((name) => !/^(node_modules\/|many\/|package|\.git)/.test(name)).sort();
  }

  /** The packages that are installed, in order. */
  packageNames(): string[] {
    const inside = (folder: string): string[] =>
      existsSync(this.path(folder)) ? readdirSync(this.path(folder)).sort() : [];
    const names = inside('node_modules').filter((name) => !name.startsWith('.'));
    return names.flatMap((name) =>
      name.startsWith('@') ? inside(`node_modules/${name}`).map((each) => `${name}/${each}`) : [name],
    );
  }

  /** To be called when the folder changed: what a fresh kernel has loaded is no longer what it would load. */
  changed(): void {
    this.fresh?.close();
    this.fresh = undefined;
  }

  /** Runs a program in the folder; resolves with whether it ended well. */
  run(program: string, args: string[]): boolean {
    this.changed();
    try {
      execFileSync(program, args, { cwd: this.folder, env: this.env, stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }

  /** What a fresh kernel answers now. */
  async askFresh(question: Question, count = this.kernel.next): Promise<Reply> {
    if (this.fresh && this.fresh.age >= MOST_QUESTIONS) this.changed();
    this.fresh ??= this.next ?? this.makeFresh();
    if (this.fresh === this.next) this.next = undefined;
    const reply = await this.fresh.ask(question, count);
    this.next ??= this.makeFresh();
    return reply;
  }

  /** Asks the lasting kernel and a fresh one; throws a {@link Difference} unless they answer the same. */
  async compare(question: Question): Promise<Reply> {
    const [expected, got] = await Promise.all([this.askFresh(question), this.kernel.ask(question)]);
    this.expect(question.code, expected, got);
    return got;
  }

  expect(code: string, expected: unknown, got: unknown): void {
    if (isDeepStrictEqual(JSON.parse(JSON.stringify(got)), JSON.parse(JSON.stringify(expected)))) return;
    const show = (value: unknown): string => JSON.stringify(value, null, 2);
    throw new Difference(`${code}\n\nexpected: ${show(expected)}\n\ngot: ${show(got)}`);
  }

  /** Ends all kernels and removes all files. */
  close(): void {
    for (const kernel of [this.kernel, this.fresh, this.next]) kernel?.close();
    rmSync(this.base, { recursive: true, force: true, maxRetries: 5 });
  }

  private makeFresh(): FreshKernel {
    return new FreshKernel(this.folder, this.env);
  }
}
