import { readFileSync } from 'node:fs';

/** Milliseconds in a tick of /proc: 100 a second on every Linux that Node runs on. */
const tick = 10;

/** Milliseconds of processor time that a process and its descendants have used; `undefined` if the system does not tell. */
export function processorTime(pid: number | undefined): number | undefined {
  if (pid === undefined) return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13); // fields 14 and 15 of proc(5), utime and stime
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    const theirs = children.map((child) => processorTime(Number(child)) ?? 0);
    return theirs.reduce((sum, time) => sum + time, (Number(user) + Number(system)) * tick);
  } catch {
    return undefined;
  }
}
