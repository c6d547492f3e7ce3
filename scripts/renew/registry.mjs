import { withNpmSettings } from '../setup/base/npm-settings.mjs';
import { run } from '../setup/base/run.mjs';

/**
 * Asks the registry about packages, four at a time.
 *
 * @template T
 * @param {string[]} specs what to ask about: `mocha`, `mocha@>=11.8.0`
 * @param {string[]} fields of `npm view`
 * @param {(answers: any[]) => T} read makes the result of the answers, one for each version
 * @param {() => void} [note] called for each package that is done
 * @returns {Promise<Map<string, T>>} by spec
 * @throws {import('../setup/base/error.mjs').SetupError} if one cannot be had
 */
export async function view(specs, fields, read, note = () => {}) {
  const found = new Map();
  const rest = [...new Set(specs)];
  const work = async (env) => {
    for (let spec = rest.shift(); spec; spec = rest.shift()) {
      const text = await run('versions of npm packages', 'npm', ['view', spec, ...fields, '--json'], { env });
      const said = JSON.parse(text.slice(Math.max(0, text.search(/^[[{]/m))));
      found.set(spec, read([said].flat()));
      note();
    }
  };
  await withNpmSettings((env) => Promise.all(Array.from({ length: 4 }, () => work(env))));
  return found;
}

/**
 * The releases of pinned packages from the pinned version on.
 *
 * @param {import('./choose.mjs').Pin[]} pins
 * @param {() => void} [note]
 * @returns {Promise<Map<string, import('./choose.mjs').Releases>>} by name in the registry
 */
export async function fetchReleases(pins, note) {
  const lowest = new Map();
  for (const { name, version } of pins)
    if (!lowest.has(name) || version.localeCompare(lowest.get(name), 'en', { numeric: true }) < 0)
      lowest.set(name, version);
  const fields = ['version', 'engines', 'peerDependencies', 'deprecated', 'dist-tags.latest'];
  const specs = [...lowest].map(([name, version]) => `${name}@>=${version}`);
  const found = await view(specs, fields, toReleases, note);
  return new Map([...lowest.keys()].map((name, i) => [name, found.get(specs[i])]));
}

function toReleases(answers) {
  const versions = Object.fromEntries(
    answers.map(({ version, engines, peerDependencies: peers, deprecated }) => [
      version,
      { node: engines?.node, peers, deprecated: Boolean(deprecated) },
    ]),
  );
  return { latest: answers[0]['dist-tags.latest'], versions };
}
