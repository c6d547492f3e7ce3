import { listDirect, listLocked, toId } from './direct.mjs';

const head = `# Dependencies

Written by \`npm run renew -- --tables\`: edit \`scripts/renew/reasons.json\` instead of this page.

## Why each package is here

Sizes are those of the package alone, as installed; "packed" is its largest wheel, for what is installed only in part or only
on other systems. "Last release" is the newest version in the registry and the day on which it appeared. "By" a day means that
the registry is a mirror, which tells only when it had the release: it may be much older.
`;

/**
 * docs/dependencies.md, before it is formatted.
 *
 * @param {string} root the project
 * @param {object} reasons reasons.json
 * @param {object} facts facts.json
 * @throws {Error} if a direct dependency has no reason or facts
 */
export function makePage(root, reasons, facts) {
  const rows = listDirect(root).map((one) => {
    const reason = reasons.reasons.find(({ packages }) => packages.includes(one.key));
    if (!reason)
      throw new Error(
        `${one.key} (${one.file}) has no reason; say in scripts/renew/reasons.json why it is here`,
      );
    const id = toId(one);
    const known = facts.direct[`${one.registry} ${one.key}`] ?? {};
    const released = known.newest ? `${known.newest}, ${known.released ?? 'unknown'}` : 'unknown';
    const licence = facts.licences[one.registry][id] ?? 'unknown';
    return {
      ...one,
      cells: [one.key, one.version, reason.why, reason.instead, known.size ?? 'unknown', released, licence],
    };
  });
  const table = (registry) =>
    toTable(
      ['package', 'version', 'why', 'what would replace it', 'size', 'last release', 'licence'],
      rows.filter((row) => row.registry === registry).map(({ cells }) => cells),
    );
  const overrides = Object.entries(reasons.overrides).map(([name, why]) => `- \`${name}\`: ${why}.`);
  return [
    head,
    '### From npm\n',
    table('npm'),
    '\nOverrides in package.json:\n',
    ...overrides,
    '\n### From PyPI\n',
    table('PyPI'),
    '\n## Licences\n\nOf every package in the locks, with those that only other systems install.',
    ...listLicences(listLocked(root), facts.licences),
    '',
  ].join('\n');
}

function listLicences(locked, licences) {
  return ['npm', 'PyPI'].flatMap((registry) => {
    const groups = group(locked[registry], (id) => licences[registry][id] ?? 'unknown');
    const sorted = [...groups].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1));
    return [
      `\n### ${registry} (${locked[registry].length})`,
      ...sorted.map(([licence, ids]) => {
        const title = licence === 'unknown' ? 'Unknown, to be looked up by hand' : licence;
        return `\n**${title}** (${ids.length}):\n${wrap(ids.map((id) => `\`${id}\``).join(', '))}`;
      }),
    ];
  });
}

function group(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function toTable(titles, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Lines of at most 120 characters. */
const wrap = (text) => text.replace(/(.{1,118})( |$)/g, '$1\n').trimEnd();
