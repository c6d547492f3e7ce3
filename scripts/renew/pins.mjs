import semver from 'semver';

const sections = ['dependencies', 'devDependencies'];

/**
 * The pins of a package.json.
 *
 * @param {string} text its content
 * @returns {import('./choose.mjs').Pin[]}
 * @throws {Error} if a version is not exact
 * @example
 * readPins('{ "dependencies": { "typescript-7": "npm:typescript@7.0.2" } }');
 * // [{ key: 'typescript-7', name: 'typescript', version: '7.0.2' }]
 */
export function readPins(text) {
  const all = JSON.parse(text);
  return sections.flatMap((section) =>
    Object.entries(all[section] ?? {}).map(([key, value]) => {
      const [, name = key, version = ''] = /^(?:npm:(.+)@)?([^@]+)$/.exec(value) ?? [];
      if (!semver.valid(version))
        throw new Error(`invalid pin of ${key}: ${value} (expected an exact version)`);
      return { key, name, version };
    }),
  );
}

/**
 * A package.json with other versions; the rest of the text stays as it is.
 *
 * @param {string} text
 * @param {Map<string, string>} versions by key
 */
export function writePins(text, versions) {
  const all = JSON.parse(text);
  for (const section of sections)
    for (const [key, value] of Object.entries(all[section] ?? {}))
      if (versions.has(key)) all[section][key] = value.replace(/[^@]+$/, versions.get(key));
  return `${JSON.stringify(all, null, 2)}\n`;
}
