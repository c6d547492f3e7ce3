/**
 * The task that a notebook is for: the one whose notebook it was made from, which its metadata name, or else the only one
 * that its code passes to `check` (`await check('0-vanilla', autoencoder)`).
 *
 * @param json the notebook file's text
 * @param among the tasks that there are
 */
export function findTask(json: string, among: string[]): string | null {
  try {
    const { metadata, cells } = JSON.parse(json) as { metadata?: unknown; cells?: unknown };
    const source = field(field(metadata, 'autoencoders'), 'source');
    const made = among.find((slug) => source === `notebooks/source/${slug}/task.ts`);
    if (made) return made;
    const text = (Array.isArray(cells) ? cells : []).map(codeOf).join('\n');
    const checked = among.filter((slug) => new RegExp(`\\bcheck\\(\\s*['"\`]${slug}['"\`]`).test(text));
    return checked.length === 1 ? checked[0]! : null;
  } catch {
    return null; // no notebook, or nested too deep: reading its answer will tell
  }
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

function codeOf(cell: unknown): string {
  const source = field(cell, 'source');
  if (field(cell, 'cell_type') !== 'code') return '';
  return (Array.isArray(source) ? source : [source]).filter((line) => typeof line === 'string').join('');
}
