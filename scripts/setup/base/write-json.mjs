import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes a value as JSON to a temporary file, then renames it; creates the folder if necessary. */
export function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  const made = join(dirname(path), '.new.json');
  writeFileSync(made, JSON.stringify(value, null, 2) + '\n');
  renameSync(made, path);
}
