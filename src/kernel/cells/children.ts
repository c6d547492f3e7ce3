import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A running program. */
interface Process {
  pid: number;
  parent: number;
  group: number;
  session: number;
  /** When it started, which distinguishes it from a later process with the same id. */
  started: string;
}

/**
 * The programs that this process started, their descendants, and those whose parents have ended but that still belong
 * to its session.
 */
export function findChildren(): Process[] {
  const all = listProcesses();
  const self = all.find(({ pid }) => pid === process.pid);
  const found = new Set<Process>();
  // where this process leads a session, as under the kernel, all other processes in it are its own
  if (self?.session === process.pid)
    for (const other of all) if (other.session === process.pid) found.add(other);
  const parents = new Set([process.pid]);
  for (let before = -1; before !== parents.size;) {
    before = parents.size;
    for (const child of all)
      if (parents.has(child.parent)) {
        found.add(child);
        parents.add(child.pid);
      }
  }
  return [...found].filter(({ pid }) => pid !== process.pid);
}

/** Sends a signal to each program that is still running, and to the whole group of one that leads a group. */
export function endChildren(children: Process[], signal: NodeJS.Signals): void {
  if (!children.length) return;
  const running = new Map(listProcesses().map(({ pid, started }) => [pid, started]));
  const leaders = new Set(children.filter(({ pid, group }) => pid === group).map(({ pid }) => pid));
  for (const { pid, started } of children)
    if (running.get(pid) === started || leaders.has(pid))
      try {
        process.kill(leaders.has(pid) ? -pid : pid, signal);
      } catch {
        // it has ended by itself in the meantime
      }
}

function listProcesses(): Process[] {
  if (process.platform === 'linux') return readdirSync('/proc').flatMap((name) => maybeProcess(name) ?? []);
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid=,pgid=,sess=,lstart='], { encoding: 'utf8' }).split(
    '\n',
  );
  return lines.flatMap((line) => {
    const [pid, parent, group, session, ...started] = line.trim().split(/\s+/);
    if (!pid || Number.isNaN(Number(parent))) return [];
    return [
      {
        pid: Number(pid),
        parent: Number(parent),
        group: Number(group),
        session: Number(session),
        started: started.join(' '),
      },
    ];
  });
}

/** Reads a process from proc(5); `undefined` if it has just ended. */
function maybeProcess(name: string): Process | undefined {
  if (!/^\d+$/.test(name)) return undefined;
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [, parent, group, session] = fields.map(Number) as [number, number, number, number];
    return { pid: Number(name), parent, group, session, started: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}
