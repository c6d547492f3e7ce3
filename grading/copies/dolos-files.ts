import { toCsv } from '../reports/csv';
import type { Source } from './source';

/**
 * The submissions of one task as Dolos reads them from a zip: `info.csv` and the files it names.
 *
 * @param template code that everybody was given: Dolos ignores it
 */
export function toDolosFiles(sources: Source[], template?: Source): { name: string; data: string }[] {
  const named = sources.map((source, at) => ({
    name: `${at + 1}-${source.owner.replace(/[^\p{L}\p{N}._-]+/gu, '_').slice(-80)}.ts`,
    data: source.code,
    owner: source.owner,
  }));
  const rows = named.map(({ name, owner }, at) => [name, String(at + 1), owner, owner, 'false']);
  if (template) rows.push(['template.ts', '0', 'template', 'template', 'true']);
  const info = toCsv([['filename', 'id', 'full_name', 'label', 'ignored'], ...rows]);
  return [
    ...named.map(({ name, data }) => ({ name, data })),
    ...(template ? [{ name: 'template.ts', data: template.code }] : []),
    { name: 'info.csv', data: info },
  ];
}
