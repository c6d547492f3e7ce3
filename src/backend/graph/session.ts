import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../root';
import type { Feed } from './rows';
import type { Values } from './runtime';

interface Addon {
  open(graphDef: Uint8Array, config: Uint8Array): object;
  extend(session: object, graphDef: Uint8Array): void;
  prepare(session: object, feeds: string[], fetches: string[], targets: string[]): number;
  run(session: object, call: number, feeds: Feed[]): Values[];
  close(session: object): void;
  setThreads(count: number): void;
}

/**
 * A `ConfigProto`. Its `experimental.executor_type`: a step's operations are short, to hand them to threads takes longer.
 * Its `graph_options.rewrite_options.disable_meta_optimizer`: TensorFlow's rewriting of graphs joins operations into ones
 * that turn NaN into 0, and takes 0 times anything for 0.
 */
const config = Buffer.from(
  '\x52\x05\x52\x03\x98\x01\x01\x82\x01\x1a\x1a\x18SINGLE_THREADED_EXECUTOR',
  'latin1',
);

let addon: Addon | undefined;

/** Loads the addon for graphs, and with it our operations; undefined where set-up has not built it. */
export function loadAddon(): Addon | undefined {
  const path = join(root, '.tensorflow/graph.node');
  return (addon ??= existsSync(path) ? (require(path) as Addon) : undefined);
}

/** A TensorFlow session: graphs, and the variables they share. Its memory is freed by `close`. */
export class Session {
  private readonly addon = loadAddon()!;
  private readonly session: object;

  constructor(graphDef: Uint8Array) {
    this.session = this.addon.open(graphDef, config);
  }

  /** Adds nodes, which may use those already there. */
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
