import { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { Server } from 'node:net';
import { Interface } from 'node:readline';
import { Stream } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { Last } from './compile/last';

/** Functions that are called for their effect: a stream returns whether it is full, an emitter returns itself. */
const doing =
  /^(write|end|watch|on|once|off|(add|remove|prepend|prependOnce)Listener|removeAllListeners|emit)$/;
const timers = /^(Timeout|Immediate)$/;
/** Node's objects for ongoing work, whose internals are of no interest. */
const handles = [Stream, ChildProcess, Server, Worker, Interface] as (new () => object)[];

/** Whether the value of the expression that a cell ends with is of no interest. */
export function isUninteresting(value: unknown, last: Last | undefined): boolean {
  if (value === undefined) return true;
  if (last?.calls === undefined) return false;
  if (typeof value === 'object' && value !== null && timers.test(value.constructor?.name ?? '')) return true;
  if (handles.some((kind) => value instanceof kind)) return true;
  return doing.test(last.calls) && (typeof value === 'boolean' || value instanceof EventEmitter);
}
