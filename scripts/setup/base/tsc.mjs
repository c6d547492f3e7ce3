// Same as tsc -p tsconfig.json, except that each file is written completely or not at all. tsc itself does not notice
// that a full disk has truncated a file.
import { createRequire } from 'node:module';
import { writeAtomic } from '../../../src/project/write-atomic.cjs';
import { at, root } from './paths.mjs';

const ts = createRequire(import.meta.url)('typescript');
const format = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => root,
  getNewLine: () => '\n',
};

const fail = (diagnostics) => {
  process.stdout.write(ts.formatDiagnostics(diagnostics, format));
  process.exitCode = 1;
};

const config = ts.getParsedCommandLineOfConfigFile(at('tsconfig.json'), undefined, {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: (diagnostic) => fail([diagnostic]),
});
if (config) {
  const { options, fileNames: rootNames } = config;
  const host = Object.assign(ts.createIncrementalCompilerHost(options), {
    writeFile: (path, text) => writeAtomic(path, text),
  });
  const program = ts.createIncrementalProgram({ rootNames, options, host });
  const diagnostics = [...config.errors, ...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  if (diagnostics.length) fail(ts.sortAndDeduplicateDiagnostics(diagnostics));
}
