import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** What an isolated program and all that it starts may use together. */
const most = { bytes: 3 * 2 ** 30, processes: 64 };

/** A folder in which this process may make groups, and what to write into each: the first file must take its value. */
interface Parent {
  folder: string;
  limits: Record<string, number>;
}

/** The version of control groups that limits isolated programs here, and where the groups are. */
interface Found {
  version: 'v1' | 'v2';
  parents: Parent[];
}

/** Groups are named after their process, and at random: one of a killed grader may have had the same number. */
const prefix = 'autoencoders-';
const nameNext = (): string => `${prefix}${process.pid}-${randomBytes(6).toString('hex')}`;
const top = '/sys/fs/cgroup';
let found: Found | null | undefined;
/** Groups that are no longer needed. */
const leaving = new Set<string>();

/** Removes those in which nothing is any more. */
function removeLeaving(): void {
  for (const folder of leaving) {
    attempt(() => rmdirSync(folder));
    if (!existsSync(folder)) leaving.delete(folder);
  }
}

/** Removes them as soon as nothing is in them, which takes a while on a busy machine. */
function removeSoon(delay = 10): void {
  removeLeaving();
  if (leaving.size && delay < 10_000) setTimeout(removeSoon, delay, 2 * delay).unref();
}

/** At the end of this process, what was killed last has half a second to be gone. */
function removeAtEnd(): void {
  const moment = new Int32Array(new SharedArrayBuffer(4));
  for (let tries = 0; tries < 50; tries++) {
    removeLeaving();
    if (!leaving.size) return;
    Atomics.wait(moment, 0, 0, 10);
  }
}

/** Which control groups limit the memory and the processes of isolated programs: none unless this process may make them. */
export function findControlGroups(): Found['version'] | undefined {
  return find()?.version;
}

/** A group of one isolated program; `undefined` where this process may make none. */
export class ControlGroup {
  private constructor(private readonly folders: string[]) {}

  static make(): ControlGroup | undefined {
    const parents = find()?.parents ?? [];
    const name = nameNext();
    const folders = parents.flatMap((parent) => makeIn(parent, name) ?? []);
    return folders.length ? new ControlGroup(folders) : undefined;
  }

  /** Puts a process and what it starts later into the group, if the system lets it. */
  add(pid: number): void {
    for (const folder of this.folders)
      attempt(() => writeFileSync(join(folder, 'cgroup.procs'), String(pid)));
  }

  /** Removes the group; what was in it may take a moment to end. */
  remove(): void {
    this.folders.forEach((folder) => leaving.add(folder));
    removeSoon();
  }
}

/** Found once: the groups of a grader that was killed are removed then. */
function find(): Found | null {
  if (found !== undefined) return found;
  found = [findFirst(), findSecond()].find((one) => one?.parents.length) ?? null;
  for (const { folder } of found?.parents ?? []) removeLeftovers(folder);
  if (found) process.once('exit', removeAtEnd);
  return found;
}

/** Version 1: a folder for each controller. */
function findFirst(): Found {
  const limits: Record<string, Parent['limits']> = {
    memory: { 'memory.limit_in_bytes': most.bytes },
    pids: { 'pids.max': most.processes },
  };
  const parents = Object.entries(limits).map(([controller, limits]) => ({
    folder: ownFolder(join(top, controller), controller),
    limits,
  }));
  const usable = parents.filter(isUsable);
  const limitsMemory = usable.some(({ limits }) => 'memory.limit_in_bytes' in limits);
  return { version: 'v1', parents: limitsMemory ? usable : [] };
}

/**
 * Version 2: this process's own group or the one around it, whichever has both controllers for its groups and belongs to
 * this user: systemd delegates groups to what a user's own services run.
 */
function findSecond(): Found {
  const mount = [top, join(top, 'unified')].find((path) => existsSync(join(path, 'cgroup.controllers')));
  if (!mount) return { version: 'v2', parents: [] };
  const own = ownFolder(mount, '');
  const limits = { 'memory.max': most.bytes, 'pids.max': most.processes, 'memory.swap.max': 0 };
  const parents = [own, dirname(own)]
    .filter((folder) => folder.startsWith(mount))
    .map((folder) => ({ folder, limits }))
    .filter(({ folder }) => mayWrite(join(folder, 'cgroup.procs'))) // so that a process may be moved below it
    .filter(isUsable);
  return { version: 'v2', parents: parents.slice(0, 1) };
}

/** The folder of this process's group, or of all where that is not seen, as in some containers. */
function ownFolder(mount: string, controller: string): string {
  const groups = attempt(() => readFileSync('/proc/self/cgroup', 'utf8')) ?? '';
  const lines = groups.split('\n').map((line) => line.split(':'));
  const [, , path = '/'] = lines.find(([, names = '?']) => names.split(',').includes(controller)) ?? [];
  return existsSync(join(mount, path)) ? join(mount, path) : mount;
}

/** Whether a group can be made there and takes its limit. */
function isUsable(parent: Parent): boolean {
  const folder = makeIn(parent, nameNext());
  return folder !== undefined && attempt(() => (rmdirSync(folder), true)) === true;
}

function makeIn({ folder: parent, limits }: Parent, name: string): string | undefined {
  const folder = join(parent, name);
  return attempt(() => {
    mkdirSync(folder);
    const [first, ...others] = Object.entries(limits);
    try {
      setLimit(folder, first!);
    } catch (error) {
      rmdirSync(folder);
      throw error;
    }
    for (const limit of others) attempt(() => setLimit(folder, limit));
    return folder;
  });
}

/** @throws if the group has no such limit: it would make a file of that name elsewhere */
const setLimit = (folder: string, [name, value]: [string, number]): void =>
  writeFileSync(join(folder, name), String(value), { flag: 'r+' });

/** Removes the empty groups of graders that run no more. */
function removeLeftovers(folder: string): void {
  for (const name of attempt(() => readdirSync(folder)) ?? []) {
    const [, pid] = new RegExp(`^${prefix}(\\d+)-[0-9a-f]+$`).exec(name) ?? [];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) attempt(() => rmdirSync(join(folder, name)));
  }
}

const mayWrite = (path: string): boolean => attempt(() => (accessSync(path, constants.W_OK), true)) === true;

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
