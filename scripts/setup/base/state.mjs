import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { canWrite } from './environment.mjs';
import { at, root } from './paths.mjs';

/**
 * Finds the folder for JupyterLab's state: changed settings and open pages. It is in the course's folder, or in the
 * learner's home folder if the course's is not writable.
 *
 * @param {NodeJS.ProcessEnv} [env] `AUTOENCODERS_JUPYTER` sets another folder
 * @returns {{ folder: string, own: boolean, writable: boolean }} `own` if it is in the home folder
 */
export function findStateFolder(env = process.env) {
  if (env.AUTOENCODERS_JUPYTER) return toState(env.AUTOENCODERS_JUPYTER, false);
  const course = toState(at('.jupyter'), false);
  if (course.writable) return course;
  const home = env.HOME || homedir();
  const base =
    env.XDG_STATE_HOME ||
    join(home, process.platform === 'darwin' ? 'Library/Application Support' : '.local/state');
  const name = createHash('sha256').update(root).digest('hex').slice(0, 8); // one folder for each copy of the course
  return toState(join(base, 'autoencoders', name), true);
}

/** Jupyter writes to all of these folders. */
const toState = (folder, own) => ({
  folder,
  own,
  writable: ['', 'share', 'share/runtime', 'lab', 'lab/workspaces'].every((part) =>
    canWrite(join(folder, part)),
  ),
});
