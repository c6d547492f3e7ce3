import assert from 'node:assert/strict';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, root } from './client';

/** A mistake, the line it is on, and a pattern for the error. */
export type Mistake = [code: string, line: number, says: RegExp];

/** Starts a kernel in a separate folder, in which the course is installed. */
export async function startAlone(): Promise<{ client: Client; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'errors-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { client: await Client.start({}, folder), folder };
}

/** Makes a mistake, and checks the error; returns its lines. */
export async function assertSays(
  client: Pick<Client, 'run'>,
  [code, line, says]: Mistake,
): Promise<string[]> {
  const { reply } = await client.run(code);
  assert.equal(reply.status, 'error');
  const text = (reply.traceback as string[]).join('\n').replace(/\x1b\[\d+m/g, '');
  const lines = text.split('\n');
  assert.ok(
    lines.some((each) => says.test(each)),
    text,
  );
  const [place] = lines.filter((each) => /^(at|from) /.test(each));
  assert.match(place ?? '', new RegExp(`^at cell \\[${reply.execution_count}\\], line ${line},`));
  assert.doesNotMatch(text, /Require stack|TF_Status|node_modules|[\x00-\x08\x0e-\x1a]/);
  return lines;
}
