import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { writeAtomic } from '../../src/project/write-atomic';
import { makeFolder } from '../lib/folder';
import { median } from '../lib/median';
import {
  lines,
  toEverydayTable,
  type EverydaySystem,
  type Timed,
  type Way,
  type What,
} from './everyday-lines';
import { endPeersAtExit, nodeProgram, Peer, pythonProgram, type Program, type SystemName } from './peer';
import { benchPython, makeBenchVenv, makeSciencePython } from './venv';

export interface EverydayOptions {
  /** Turns of each, after one that does not count. */
  rounds: number;
  what: What[];
  only: EverydaySystem[];
  json?: string;
}

/** A peer that took so many times as long as the fastest one has no further turns. */
const hopeless = 1.5;

/** Measures what a learner waits for besides `fit`, in turns, prints a table and writes the file requested in `options`. */
export async function benchEveryday({ rounds, what, only, json }: EverydayOptions): Promise<void> {
  const say = (line: string) => console.error(line);
  endPeersAtExit();
  if (json) await makeFolder(dirname(resolve(json)));
  const wanted = (way: Way) => only.includes(way.system);
  const peers = what.flatMap((name) => lines[name].peers.filter(wanted));
  if (peers.some(({ system }) => system !== 'science')) await makeBenchVenv(say);
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const bench = new Everyday(
    folder,
    peers.some(({ system }) => system === 'science') ? await makeSciencePython(say) : '',
  );
  try {
    const timed: Timed[] = [];
    for (const name of what) {
      say(lines[name].title);
      const own: Way = { system: 'autoencoders', setting: 'autoencoders-native' };
      timed.push(...(await bench.measure(name, [own, ...lines[name].peers].filter(wanted), rounds)));
    }
    console.log(toEverydayTable(timed));
    if (json) writeAtomic(json, JSON.stringify(timed, null, 2) + '\n');
  } finally {
    bench.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The systems, started when they are first needed, and a folder with the data that they share. */
class Everyday {
  private readonly peers = new Map<EverydaySystem, Promise<Peer>>();
  private hasData = false;

  constructor(
    private readonly folder: string,
    private readonly sciencePython: string,
  ) {}

  /** One after the other, in turns, so that other load on the machine affects all of them equally. */
  async measure(what: What, ways: Way[], rounds: number): Promise<Timed[]> {
    const needsCodes = what === 'tsne' || what === 'umap' || what === 'scatter';
    if (needsCodes && !this.hasData) {
      await (await this.peer('autoencoders')).ask('data', { folder: this.folder });
      this.hasData = true;
    }
    const times = ways.map((): number[] => []);
    const firsts: number[] = [];
    for (const way of ways) firsts.push(await this.time(what, way));
    for (let round = 0; round < rounds; round++) {
      const least = Math.min(...times.flatMap((own, i) => (ways[i]!.system === 'autoencoders' ? [] : own)));
      for (const [i, way] of ways.entries())
        if (round === 0 || way.system === 'autoencoders' || times[i]![0]! <= hopeless * least)
          times[i]!.push(await this.time(what, way));
    }
    const timed: Timed[] = [];
    for (const [i, way] of ways.entries()) {
      // one after the other: a peer is paused after each answer
      const score = await this.score(what, way);
      timed.push({ what, ...way, ms: median(times[i]!), firstMs: firsts[i]!, ...score });
    }
    return timed;
  }

  stop(): void {
    for (const peer of this.peers.values())
      void peer.then(
        (running) => running.stop(),
        () => undefined, // it did not start, which is reported where it is used
      );
  }

  private async time(what: What, way: Way): Promise<number> {
    if (what === 'import') return timeImport(way.system);
    if (what === 'first-step') return timeFirstStep(way);
    const peer = await this.peer(way.system);
    return (await peer.ask('time', { what, setting: way.setting, folder: this.folder })).ms!;
  }

  /** Python's measure of the points that were made last, if there is one. */
  private async score(what: What, { system, setting }: Way): Promise<{ trust?: number }> {
    if (!this.sciencePython || (what !== 'tsne' && what !== 'umap')) return {};
    const file = system === 'science' ? `science-${setting}` : `${system}-${what}`;
    return (await this.peer('science')).ask('score', { folder: this.folder, file });
  }

  private peer(system: EverydaySystem): Promise<Peer> {
    const found = this.peers.get(system) ?? Peer.run(this.toProgram(system));
    this.peers.set(system, found);
    return found;
  }

  private toProgram(system: EverydaySystem): Program {
    if (system === 'autoencoders') return nodeProgram(system, 'everyday-worker.js', 'native');
    const python = system === 'science' ? this.sciencePython : benchPython;
    return pythonProgram(system, python, `${system}_everyday.py`, 'everyday');
  }
}

/** From the start of a process until it says that it has a tensor, in ms. */
async function timeImport(system: EverydaySystem): Promise<number> {
  const programs: Partial<Record<EverydaySystem, [string, string[]]>> = {
    autoencoders: [process.execPath, [join(__dirname, 'everyday-import.js')]],
    keras: [benchPython, ['-c', 'import keras; print(keras.ops.zeros((2, 2)).shape)']],
    torch: [benchPython, ['-c', 'import torch; print(torch.zeros(2, 2).shape)']],
  };
  const [command, args] = programs[system]!;
  const env = { ...process.env, KERAS_BACKEND: 'tensorflow', TF_CPP_MIN_LOG_LEVEL: '3' };
  const start = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'], env });
  const [said] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'close').then(() => []),
  ])) as unknown[];
  const ms = performance.now() - start;
  if (said === undefined) throw new Error(`${system} does not start: ${command} ${args.join(' ')}`);
  child.kill('SIGKILL');
  return ms;
}

/** As `npm run bench` measures it, each time in a new process. */
async function timeFirstStep({ system, setting }: Way): Promise<number> {
  const peer = await Peer.start({ system: system as SystemName, setting });
  try {
    return (await peer.ask('build', { model: '0-vanilla', batch: 256, width: 1 })).firstStepMs!;
  } finally {
    peer.stop();
  }
}
