import { load } from 'js-yaml';
import type { PlatformRecord } from './platform-record';
import { splitName, type Who } from './who';

/**
 * Reads Gradescope's `submission_metadata.yml`: by folder, the submitters (`:name`, `:sid`, `:email`) and the time.
 *
 * @throws if it is not YAML
 */
export function readGradescope(text: string): Map<string, PlatformRecord> {
  const entries = Object.entries(toObject(load(text)));
  return new Map(
    entries.map(([folder, value]): [string, PlatformRecord] => {
      const { ':submitters': submitters, ':created_at': created } = toObject(value);
      const time = created instanceof Date ? created : new Date(typeof created === 'string' ? created : NaN);
      const people = (Array.isArray(submitters) ? submitters : []).flatMap(toWho);
      return [folder, { submitters: people, ...(!isNaN(+time) && { submittedAt: time.toISOString() }) }];
    }),
  );
}

const toObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

function toWho(value: unknown): Who[] {
  const person = toObject(value);
  const [name, sid, email] = [':name', ':sid', ':email'].map((key) => {
    const field = person[key];
    return typeof field === 'string' || typeof field === 'number' ? String(field).trim() : '';
  });
  const id = sid || email || name;
  if (!id) return [];
  const aliases = [sid, email, name].filter((alias) => alias !== undefined && alias !== '') as string[];
  return [{ id, ...(name && splitName(name)), ...(email && { email }), aliases }];
}
