import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../../src/project/root';
import { isDense, type ModelName } from './models';
import { benchPython } from './venv';
import type { Requests as EverydayRequests } from './everyday-worker';
import type { Requests as TrainingRequests } from './worker';

type Requests = TrainingRequests & EverydayRequests;

export const systemNames = [
  'autoencoders',
  'keras',
  'torch',
  'tfjs-native-eager',
  'autoencoders-wasm',
  'tfjs-wasm',
  'tfjs-cpu',
] as const;
export type SystemName = (typeof systemNames)[number];

/** A system in one of its settings. */
export interface Setting {
  system: SystemName;
  setting: string;
}

/** A program that answers requests, and what to call it. */
export interface Program {
  name: string;
  command: string;
  /** The script; the path of MNIST's training images is its last argument. */
  args: string[];
}

const peers = join(root, 'scripts/bench/peers');

/** A script of `peers` in a virtual environment. */
export const pythonProgram = (name: string, python: string, script: string, setting: string): Program => ({
  name,
  command: python,
  args: [join(peers, script), setting],
});

/** A script of this folder, compiled, in Node. */
export const nodeProgram = (name: string, script: string, setting: string): Program => ({
  name,
  command: process.execPath,
  args: [join(__dirname, script), setting],
});

/** What trains with `system` in a setting. */
function toProgram({ system, setting }: Setting): Program {
  const name = `${system} (${setting})`;
  return system === 'keras' || system === 'torch'
    ? pythonProgram(name, benchPython, `${system}_peer.py`, setting)
    : nodeProgram(name, 'worker.js', setting);
}

/** The settings to try for each system; its fastest one counts. */
export function settingsOf(system: SystemName, quick: boolean): Setting[] {
  const settings: Record<SystemName, string[]> = {
    autoencoders: ['autoencoders-native'],
    keras: quick ? ['plain-16', 'jit-16'] : ['plain', 'plain-16', 'plain-64', 'jit', 'jit-16', 'jit-64'],
    torch: quick ? ['fused'] : ['plain', 'fused', 'compiled'],
    'tfjs-native-eager': ['native'],
    'autoencoders-wasm': ['autoencoders-wasm'],
    'tfjs-wasm': ['wasm'],
    'tfjs-cpu': ['cpu'],
  };
  return settings[system].map((setting) => ({ system, setting }));
}

/** Whether `system` is known not to support `model`, or to take minutes for it. */
export function isTooSlow(system: SystemName, model: ModelName, quick: boolean): boolean {
  if (system === 'tfjs-wasm') return !isDense(model);
  if (system !== 'tfjs-cpu') return false; // it takes half a second to half a minute per step of a task
  return quick ? model !== '0-vanilla' : !isDense(model) && model !== '2-convolutional';
}

/** The widths of instructions to which all systems can be held, with the variables that hold the peers to them. */
const limits = {
  v2: { oneDnn: 'SSE41', aten: 'default', mkl: 'SSE4_2', xla: 'SSE4_2' },
  v3: { oneDnn: 'AVX2', aten: 'avx2', mkl: 'AVX2', xla: 'AVX2' },
  v4: undefined,
};
export const cpuNames = Object.keys(limits) as Cpu[];
export type Cpu = keyof typeof limits;

/** The environment in which every system uses instructions of at most the width `cpu`. */
export function environmentOf(cpu: Cpu | undefined): NodeJS.ProcessEnv {
  const limit = cpu && limits[cpu];
  const held = limit && {
    ONEDNN_MAX_CPU_ISA: limit.oneDnn,
    ATEN_CPU_CAPABILITY: limit.aten,
    MKL_ENABLE_INSTRUCTIONS: limit.mkl,
    XLA_FLAGS: `--xla_cpu_max_isa=${limit.xla}`,
  };
  return { ...process.env, ...held, ...(cpu && { AUTOENCODERS_CPU: cpu }) };
}

const running = new Set<ChildProcess>();

/** From now on, peers end with this process, even those that are paused. */
export function endPeersAtExit(): void {
  process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
  process.on('SIGINT', () => process.exit(130));
  process.on('SIGTERM', () => process.exit(143));
}

/** A process that trains on request. While it has nothing to do, it is paused, so that its threads take no time from others. */
export class Peer {
  private readonly answers: AsyncIterator<string>;
  private error = '';

  private constructor(
    private readonly name: string,
    private readonly child: ChildProcess,
  ) {
    running.add(child);
    child.on('exit', () => running.delete(child));
    child.stderr!.on('data', (text) => (this.error = String(text)));
    this.answers = createInterface(child.stdout!)[Symbol.asyncIterator]();
  }

  /** The version of its system. */
  version = '';

  /** @throws if it does not start */
  static start(setting: Setting, cpu?: Cpu): Promise<Peer> {
    return Peer.run(toProgram(setting), cpu);
  }

  /** @throws if it does not start */
  static async run({ name, command, args }: Program, cpu?: Cpu): Promise<Peer> {
    const images = join(root, 'data/mnist/train-images-idx3-ubyte');
    if (!existsSync(images)) throw new Error('MNIST is missing: npm run setup fetches it');
    const child = spawn(command, [...args, images], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...environmentOf(cpu), PYTHONDONTWRITEBYTECODE: '1' },
    });
    const peer = new Peer(name, child);
    peer.version = ((await peer.answer()) as { version: string }).version;
    child.kill('SIGSTOP');
    return peer;
  }

  /** @throws if the peer fails, with its message */
  async ask<Name extends keyof Requests>(name: Name, asked: Requests[Name]): Promise<Record<string, number>> {
    this.child.kill('SIGCONT');
    this.child.stdin!.write(JSON.stringify({ name, ...asked }) + '\n');
    try {
      return (await this.answer()) as Record<string, number>;
    } finally {
      this.child.kill('SIGSTOP');
    }
  }

  stop(): void {
    this.child.kill('SIGKILL'); // a paused process ignores anything less
  }

  private async answer(): Promise<object> {
    const { value, done } = await this.answers.next();
    if (done) throw new Error(`${this.name} ended: ${this.error.trim().split('\n').at(-1)}`);
    const answer = JSON.parse(value) as { error?: string };
    if (answer.error) throw new Error(answer.error);
    return answer;
  }
}
