import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { canWrite } from './environment.mjs';
import { at, root } from './paths.mjs';

/**
 * Where JupyterLab keeps what it knows of the learner: settings changed, pages open. In the course's folder, or among
 * the learner's own files where that folder is not theirs to write.
 *
 * @param {NodeJS.ProcessEnv} [env] `AUTOENCODERS_JUPYTER` names another folder
 * @returns {{ folder: string, own: boolean, writable: boolean }} `own` when it is not the course's
 */
export function findStateFolder(env = process.env) {
  if (env.AUTOENCODERS_JUPYTER) return toState(env.AUTOENCODERS_JUPYTER, false);
  const course = toState(at('.jupyter'), false);
  if (course.writable) return course;
  const home = env.HOME || homedir();
  const base =
    env.XDG_STATE_HOME ||
    join(home, process.platform === 'darwin' ? 'Library/Application Support' : '.local/state');
  const name = createHash('sha256').update(root).digest('hex').slice(0, 8); // each copy of the course its own
  return toState(join(base, 'autoencoders', name), true);
}

/** Jupyter writes in all of these. */
const toState = (folder, own) => ({
  folder,
  own,
  writable: ['', 'share', 'share/runtime', 'lab', 'lab/workspaces'].every((part) =>
    canWrite(join(folder, part)),
  ),
});
