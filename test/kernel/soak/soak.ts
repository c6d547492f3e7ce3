import { cellActions } from './cell-actions';
import { Chance } from './chance';
import { fileActions } from './file-actions';
import { gitActions, makeRepository } from './git-actions';
import { packageActions } from './package-actions';
import { World, type Action } from './world';

const kinds: { weight: number; actions: Action[] }[] = [
  { weight: 40, actions: fileActions },
  { weight: 9, actions: packageActions },
  { weight: 6, actions: gitActions },
  { weight: 45, actions: cellActions },
];

/** What a soak came to; `failure` says what went wrong, with the last of what was done. */
export interface Result {
  done: number;
  counts: Map<string, number>;
  failure?: string;
}

export interface SoakOptions {
  actions: number;
  seed: number;
  /** Called before each action. */
  onAction?: (done: number) => void;
  /** Ends the soak, and removes what it made. */
  signal?: AbortSignal;
  /** Told what was done, a line each. */
  log?: (line: string) => void;
}

/** How many of the last actions a failure tells. */
const TOLD = 25;

/**
 * Does random things to the files beside a notebook, and runs cells all the while: the kernel has to answer each, and
 * with what a fresh kernel would.
 */
export async function soak({ actions, seed, onAction, signal, log }: SoakOptions): Promise<Result> {
  const chance = new Chance(seed);
  const world = new World(chance);
  const lines: string[] = [];
  const counts = new Map<string, number>();
  const aborted = new Promise<never>((_, reject) =>
    signal?.addEventListener('abort', () => reject(new Error('stopped'))),
  );
  aborted.catch(() => undefined);
  let done = 0;
  try {
    makeRepository(world);
    await world.start();
    for (; done < actions && !signal?.aborted; done++) {
      onAction?.(done);
      const action = chance.weighted(chance.weighted(kinds).actions);
      lines.push(`${done + 1}. ${action.title}`);
      const what = await Promise.race([action.run(world), aborted]);
      lines[done] += `: ${what}`;
      log?.(lines[done]!);
      counts.set(action.title, (counts.get(action.title) ?? 0) + 1);
    }
    return { done, counts };
  } catch (error) {
    if (signal?.aborted) return { done, counts };
    const { message } = error as Error;
    const files = world.files().join(', ');
    return { done, counts, failure: `${lines.slice(-TOLD).join('\n')}\n\nfiles: ${files}\n\n${message}` };
  } finally {
    world.close();
  }
}
