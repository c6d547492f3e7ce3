import { readdirSync, readFileSync } from 'node:fs';
import { root } from '../../support/run';

const programs = [`${root}/dist/grading/`, `${root}/.setup/snapshots/`];

/**
 * The verifiers, readers and submissions of this project whose supervisor is gone: nobody owns them any more. Those of other
 * tests have a parent that lives.
 */
export function findOrphans(): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      const [, parent] = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      const isProgram = /^[^\0]*node\0/.test(command) && programs.some((path) => command.includes(path));
      return isProgram && parent === '1' ? [`${pid}: ${command.replaceAll('\0', ' ')}`] : [];
    } catch {
      return [];
    }
  });
}

/** Waits until no such process is left: a verifier ends when it notices that its supervisor is gone. */
export async function untilNoOrphans(seconds = 60): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (findOrphans().length && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
}
