// CommonJS, because the tests of the class server use it too.
const { realpathSync, statSync } = require('node:fs');
const { dirname } = require('node:path');

/**
 * What keeps other users of this machine from a file: the file itself if they may not read it, or a folder on the way to
 * it that they may not enter; undefined if nothing does.
 *
 * @param {string} path a file or folder; links are followed
 */
exports.findBarrier = (path) => {
  const real = realpathSync(path);
  const stats = statSync(real);
  const needed = stats.isDirectory() ? 0o005 : 0o004;
  return barrierAbove(real) ?? ((stats.mode & needed) === needed ? undefined : real);
};

function barrierAbove(path) {
  const folder = dirname(path);
  if (folder === path) return undefined;
  return barrierAbove(folder) ?? ((statSync(folder).mode & 0o001) === 0 ? folder : undefined);
}
