import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes a folder to use as PATH: it has Node and the named programs of this machine, and nothing else, such as a compiler.
 *
 * @returns its path; remove it after use
 */
export function putTools(names: string[]): string {
  const tools = mkdtempSync(join(tmpdir(), 'tools-'));
  for (const name of names) symlinkSync(find(name), join(tools, name));
  symlinkSync(process.execPath, join(tools, 'node'));
  return tools;
}

/** Adds a python3 to such a folder that imports `files` before anything else, for example to hide modules. */
export function putPython(tools: string, files: Record<string, string> = {}): void {
  const site = join(tools, 'site');
  mkdirSync(site);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(site, name), text);
  const real = execFileSync('python3', ['-c', 'import sys; print(sys.executable)']).toString().trim();
  const script = `#!/bin/sh\nPYTHONPATH='${site}' exec '${real}' "$@"\n`;
  writeFileSync(join(tools, 'python3'), script, { mode: 0o755 });
}

const find = (name: string): string =>
  execFileSync('sh', ['-c', `command -v ${name}`])
    .toString()
    .trim();
