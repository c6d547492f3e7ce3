import { join } from 'node:path';
import { Client } from '../client';
import { actions, weights, type Done } from './actions';
import { Chance } from './chance';
import { isExpected } from './expected';
import { Folder } from './folder';
import { askIn, FreshKernels, runIn, stopIn, type Outcome } from './kernels';
import { drawRead, drawRequest, type Read } from './reads';

/** How many reading cells are also run in a fresh kernel: one in this many, together with its neighbours. */
const CHECK_EVERY = 12;
const CELLS_PER_CHECK = 4;

/** The frequency of each request to the kernel, relative to an action on the files. */
const questions = { files: 40, read: 35, count: 6, keptName: 4, language: 10, stop: 3, stopLoading: 2 };

/** A random walk over files, packages and cells, with the kernel that is tested. */
export class Soak {
  /** The actions so far, one per line. */
  readonly journal: string[] = [];
  private readonly chance: Chance;
  private readonly folder: Folder;
  private readonly fresh: FreshKernels;
  private kernel!: Client;
  private serial = 0;
  private counted = 0;
  private last?: string;

  private constructor(work: string, seed: number) {
    this.chance = new Chance(seed);
    this.folder = new Folder(join(work, 'notebooks of Zoë'));
    this.fresh = new FreshKernels(this.folder.path);
  }

  /** Starts the kernels in a separate folder in `work`. */
  static async start(work: string, seed: number): Promise<Soak> {
    const soak = new Soak(work, seed);
    soak.kernel = await Client.start({}, soak.folder.path);
    await runIn(soak.kernel, 'let counter = 0; const token = {}; const same = token;');
    return soak;
  }

  /** Performs one action; throws if the kernel's answer is wrong. */
  async step(): Promise<void> {
    const what = this.chance.pickWeighted(questions);
    if (what === 'files') return this.change();
    if (what === 'read') return this.read();
    if (what === 'count') return this.count();
    if (what === 'keptName') return this.readKeptName();
    if (what === 'language') return this.askLanguage();
    return what === 'stop' ? this.stop() : this.stopLoading();
  }

  /** Runs the same cells in this kernel and in a fresh one. */
  async compare(): Promise<void> {
    const reads = Array.from({ length: CELLS_PER_CHECK }, () => drawRead(this.chance, this.folder));
    if (this.last) reads.push(drawRead(this.chance, this.folder, this.last));
    this.journal.push(`compare ${reads.map(({ code }) => JSON.stringify(code)).join(', ')}`);
    const wanted = await this.fresh.run(reads.map(({ code }) => code));
    for (const [i, { code }] of reads.entries()) {
      const got = await runIn(this.kernel, code);
      if (JSON.stringify(got) !== JSON.stringify(wanted[i]) && !isSameMissing(got, wanted[i]!))
        throw new Error(`${code}\na fresh kernel: ${say(wanted[i]!)}\nthis one:       ${say(got)}`);
    }
  }

  async close(): Promise<void> {
    this.kernel?.close();
    await this.fresh.close();
  }

  private async change(): Promise<void> {
    const name = this.chance.pickWeighted(weights);
    const place = { chance: this.chance, folder: this.folder, next: () => ++this.serial };
    const { did, request }: Done = await actions[name]!(place);
    this.journal.push(did);
    this.last = request ?? this.last;
    if (request && this.chance.happens(0.6)) await this.ask(drawRead(this.chance, this.folder, request));
  }

  private async read(): Promise<void> {
    if (this.chance.below(CHECK_EVERY) === 0) return this.compare();
    await this.ask(drawRead(this.chance, this.folder));
  }

  private async ask({ code, expected }: Read): Promise<void> {
    this.journal.push(`run ${JSON.stringify(code)}`);
    const wanted = expected();
    const got = await runIn(this.kernel, code);
    if (!isExpected(wanted, got))
      throw new Error(`${code}\nexpected: ${JSON.stringify(wanted)}\ngot:      ${say(got)}`);
  }

  /** Declarations of cells survive whatever happened. */
  private async count(): Promise<void> {
    this.journal.push('count');
    const { shown, error } = await runIn(this.kernel, 'counter += 1;\n[counter, token === same]');
    if (shown !== `[ ${++this.counted}, true ]`)
      throw new Error(`expected the counter to be ${this.counted}, got ${shown}${error}`);
  }

  /** A name that an earlier cell imported may have lost its module; a cell that uses it still gets an answer. */
  private async readKeptName(): Promise<void> {
    const name = this.chance.pick(['value', 'kept', 'all', 'data']);
    this.journal.push(`run ${name}`);
    await runIn(this.kernel, name);
  }

  private async askLanguage(): Promise<void> {
    const request = drawRequest(this.chance);
    const code = `import { value } from ${JSON.stringify(request)}; value`;
    const type = this.chance.pick(['complete', 'inspect', 'is_complete']);
    const cursor = this.chance.pick([code.length, 11, code.indexOf(request) + 2]);
    this.journal.push(`${type} at ${cursor} of ${code}`);
    const { reply } = await askIn(this.kernel, `${type}_request`, code, cursor);
    const isFine = type === 'is_complete' ? reply.status === 'complete' : reply.status === 'ok';
    if (!isFine) throw new Error(`${type} at ${cursor} of ${code}: ${JSON.stringify(reply)}`);
  }

  private async stop(): Promise<void> {
    const wait = this.chance.pick([
      'while (true) {}',
      'await new Promise(() => {});',
      "require('node:child_process').execSync('sleep 600');",
    ]);
    const code = `console.log('begun'); ${wait}`;
    this.journal.push(`stop ${code}`);
    this.assertStopped(await stopIn(this.kernel, code));
  }

  /** Stops a cell while a module that it needs is loaded again. */
  private async stopLoading(): Promise<void> {
    const value = ++this.serial;
    this.journal.push('stop while a.ts loads');
    this.folder.write('b.ts', { kind: 'value', value });
    const busy =
      "import { value as other } from './b';\nconsole.log('begun'); while (other) {}\nexport const value = 1;\n";
    this.folder.writeText('a.ts', busy);
    this.assertStopped(await stopIn(this.kernel, "import { value } from './a';\nvalue"));
    this.folder.write('a.ts', { kind: 'sum', of: ['./b'], value: 1 });
    this.last = './a';
    await this.ask(drawRead(this.chance, this.folder, './a'));
  }

  private assertStopped(outcome: Outcome): void {
    if (!outcome.error.startsWith('Interrupted'))
      throw new Error(`expected the cell to be stopped, got ${say(outcome)}`);
  }
}

const say = ({ shown, printed, error, trace }: Outcome): string =>
  [shown, printed, trace || error].filter(Boolean).join('\n') || '(nothing)';

/**
 * Whether both errors report the same missing package, in Node's words or, for a package that was changed, in the
 * kernel's.
 */
function isSameMissing(one: Outcome, other: Outcome): boolean {
  const [a, b] = [one, other].map(
    ({ error }) => /Cannot find (?:module|package) '([^'./][^']*)'/.exec(error)?.[1],
  );
  return a !== undefined && a === b;
}
