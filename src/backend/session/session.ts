import type { Feed } from '../data/rows';
import { native, type Values } from '../tfjs/runtime';

interface Addon {
  open(graphDef: Uint8Array, config: Uint8Array): object;
  extend(session: object, graphDef: Uint8Array): void;
  prepare(session: object, feeds: string[], fetches: string[], targets: string[]): number;
  run(session: object, call: number, feeds: Feed[]): Values[];
  close(session: object): void;
  setThreads(count: number): void;
}

/**
 * A `ConfigProto`. It sets `graph_options.rewrite_options.disable_meta_optimizer` because TensorFlow's graph rewriting fuses
 * operations into some that turn NaN into 0, and replaces 0 times anything by 0. On the processor alone, it also sets
 * `experimental.executor_type`, because the operations of a step are so short that passing them to threads would take
 * longer. With a GPU, that executor waits forever: for numbers from the other device, before it has sent its own.
 *
 * @param hasGpu whether parts of a graph may run on a GPU
 */
export function toConfig(hasGpu: boolean): Buffer {
  const noRewriting = '\x52\x05\x52\x03\x98\x01\x01';
  const oneThread = '\x82\x01\x1a\x1a\x18SINGLE_THREADED_EXECUTOR';
  return Buffer.from(hasGpu ? noRewriting : noRewriting + oneThread, 'latin1');
}

let addon: Addon | undefined;

/** Loads the graph addon, and with it our operations. */
export const loadAddon = (file: string): Addon => (addon ??= require(file) as Addon);

/** A TensorFlow session: graphs and the variables they share. `close` frees its memory. */
export class Session {
  private readonly addon = addon!;
  private readonly session: object;

  constructor(graphDef: Uint8Array) {
    this.session = this.addon.open(graphDef, toConfig(native().isUsingGpuDevice));
  }

  /** Adds nodes, which may use existing ones. */
  extend(graphDef: Uint8Array): void {
    this.addon.extend(this.session, graphDef);
  }

  /** A function that feeds `feeds`, runs `targets` and returns the arrays of `fetches`. */
  prepare(feeds: string[], fetches: string[], targets: string[] = []): (values: Feed[]) => Values[] {
    const call = this.addon.prepare(this.session, feeds, fetches, targets);
    return (values) => this.addon.run(this.session, call, values);
  }

  close(): void {
    this.addon.close(this.session);
  }
}
