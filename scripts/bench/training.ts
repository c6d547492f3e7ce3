import { dirname, resolve } from 'node:path';
import { writeAtomic } from '../../src/project/write-atomic';
import { makeFolder } from '../lib/folder';
import { median } from '../lib/median';
import { measureGrowth } from './growth';
import { Machine } from './machine';
import { endPeersAtExit, isTooSlow, Peer, settingsOf, type Cpu, type Setting, type SystemName } from './peer';
import { drawPicture } from './picture';
import type { Report, Row } from './report';
import { toTable } from './table';
import { batchSizeOf, countOf, isDense, type ModelName } from './models';
import { makeBenchVenv } from './venv';

export interface Options {
  quick: boolean;
  rounds?: number;
  /** By default, each model's own. */
  batchSize?: number;
  models: ModelName[];
  only: SystemName[];
  growth: boolean;
  cpu?: Cpu;
  json?: string;
  picture?: string;
}

/** Runs the benchmark, prints its table and writes the files requested in `options`. */
export async function benchTraining(options: Options): Promise<void> {
  const say = (line: string) => console.error(line);
  endPeersAtExit();
  for (const file of [options.json, options.picture]) if (file) await makeFolder(dirname(resolve(file)));
  if (options.only.some((system) => system === 'keras' || system === 'torch')) await makeBenchVenv(say);
  const machine = await Machine.measure(options.cpu);
  const { gflops } = machine;
  say(`This machine multiplies matrices at ${gflops.toFixed(0)} GFLOP/s.`);
  const report: Report = { rows: [], gflops, batchSize: options.batchSize, cpu: options.cpu };
  for (const model of options.models) {
    const limitMs = await machine.limitOf(model, options.batchSize ?? batchSizeOf(model));
    const rows = await benchModel(model, options, limitMs, say);
    report.rows.push(...rows);
    console.log(toTable(model, rows));
  }
  if (options.growth) report.growth = await measureGrowth(machine, options, say);
  machine.stop();
  if (options.json) writeAtomic(options.json, JSON.stringify(report, null, 2) + '\n');
  if (options.picture) writeAtomic(options.picture, drawPicture(report));
}

/** A system in one setting, and its measurements. */
interface Run {
  setting: Setting;
  peer?: Peer;
  version: string;
  first: Record<string, number>;
  times: number[];
  peakMemoryMiB: number | null;
  why?: string;
}

/**
 * Steps of a turn: an epoch of MNIST, or a fifth of one for convolutions, so that what a call of fit costs once counts as
 * little as in a real training. Systems that need more than `limit` ms for that run fewer.
 */
export function stepsOf(model: ModelName, batchSize: number, msPerStep: number, limit: number): number {
  const epoch = Math.max(1, Math.floor(60000 / batchSize));
  const some = Math.min(
    isDense(model) ? epoch : Math.ceil(epoch / 5),
    Math.floor(countOf(model) / batchSize),
  );
  const whole = Math.max(1, some);
  return Math.max(1, Math.min(whole, Math.floor(limit / msPerStep)));
}

/**
 * Starts all systems, then runs them in turns, so that other load on the machine affects all of them equally. Only one is
 * awake at a time.
 */
async function benchModel(
  model: ModelName,
  options: Options,
  limitMs: number,
  say: (line: string) => void,
): Promise<Row[]> {
  const { quick, batchSize = batchSizeOf(model) } = options;
  const runs: Run[] = [];
  for (const system of options.only)
    for (const setting of settingsOf(system, quick)) {
      say(`${model}: starting ${system} (${setting.setting})`);
      runs.push(await startRun(setting, model, batchSize, options));
    }
  const able = runs.filter((run) => run.peer);
  const most = Math.floor(countOf(model) / batchSize);
  for (let round = 0; round < (options.rounds ?? (quick ? 3 : 5)); round++)
    for (const run of able) {
      const ms = run.first.msPerStep!;
      if (round > 0 && ms > 5000) continue; // half a minute per step: one turn
      const steps = stepsOf(model, batchSize, ms, quick ? 5_000 : 15_000);
      run.times.push((await run.peer!.ask('fit', { steps })).msPerStep!);
    }
  for (const run of able) {
    // An epoch over all of the data, if it takes less than 15 seconds, to measure memory.
    if (!quick && run.first.msPerStep! * most < 15_000) await run.peer!.ask('fit', { steps: most });
    run.peakMemoryMiB = (await run.peer!.ask('memory', {})).peakMemoryMiB!;
    run.peer!.stop();
  }
  return options.only.map((system) => {
    const own = runs.filter((run) => run.setting.system === system);
    const [best] = own.sort((a, b) => median(a.times) - median(b.times));
    return toRow(model, best!, limitMs);
  });
}

async function startRun(setting: Setting, model: ModelName, batch: number, options: Options): Promise<Run> {
  const run: Run = { setting, version: '', first: {}, times: [], peakMemoryMiB: null };
  if (isTooSlow(setting.system, model, options.quick))
    return { ...run, why: setting.system === 'tfjs-cpu' ? 'left out of --quick' : 'cannot train it' };
  const peer = await Peer.start(setting, options.cpu);
  try {
    const first = await peer.ask('build', { model, batch, width: 1 });
    return { ...run, peer, version: peer.version, first };
  } catch (error) {
    peer.stop();
    return { ...run, version: peer.version, why: (error as Error).message };
  }
}

function toRow(
  model: ModelName,
  { setting, version, first, times, peakMemoryMiB, why }: Run,
  limitMs: number,
): Row {
  const about = { model, ...setting, version, limitMs };
  if (why) return { ...about, msPerStep: null, firstStepMs: null, peakMemoryMiB, lossAfter: null, why };
  const { firstStepMs, loss } = first as { firstStepMs: number; loss: number };
  return { ...about, msPerStep: median(times), firstStepMs, peakMemoryMiB, lossAfter: loss };
}
