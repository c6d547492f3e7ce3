import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { listLockFolders, lockedPackages, sizesFile } from '../setup/base/package-sizes.mjs';
import { toolEnvironment } from '../setup/base/environment.mjs';
import { SetupError } from '../setup/base/error.mjs';
import { at, requirements } from '../setup/base/paths.mjs';
import { run } from '../setup/base/run.mjs';
import { installUv } from './python.mjs';
import { findPython } from '../setup/base/python.mjs';
import { listDirect, listLocked, toId } from './direct.mjs';
import { readNpmLicence, readPythonLicence } from './licences.mjs';
import { view } from './registry.mjs';

/**
 * What docs/dependencies.md says beside the reasons: licences, sizes, last releases. From what is installed, and from the
 * registries; what they do not tell is left out, or 'unknown'.
 *
 * @param {string} root
 * @param {Record<string, string>} looked licences that were looked up by hand, by package
 * @returns {Promise<object>} facts.json
 */
export async function gatherFacts(root, looked) {
  const [direct, locked] = [listDirect(root), listLocked(root)];
  console.log(
    `Asking npm's registry about ${direct.filter(({ registry }) => registry === 'npm').length} packages ...`,
  );
  const npm = await askNpm(direct.filter(({ registry }) => registry === 'npm'));
  console.log(`Asking PyPI about ${locked.PyPI.length} packages ...`);
  const python = await askPython(locked.PyPI);
  const licenceOf = {
    npm: readNpmLicences(root, npm),
    PyPI: (id) => (python[id]?.told ? readPythonLicence(python[id].told) : undefined),
  };
  const licences = {};
  for (const registry of ['npm', 'PyPI'])
    licences[registry] = Object.fromEntries(
      locked[registry].map((id) => [
        id,
        looked[id.slice(0, id.lastIndexOf('@'))] ?? licenceOf[registry](id) ?? 'unknown',
      ]),
    );
  const sizes = JSON.parse(readFileSync(sizesFile, 'utf8'));
  const facts = direct.map((one) => {
    const { registry, key, name } = one;
    const id = toId(one);
    const { newest, released } = registry === 'npm' ? npm.get(name) : (python[id] ?? {});
    const bytes = registry === 'npm' ? sizes[id]?.[1] : python[id]?.bytes;
    const packed = registry === 'npm' ? npm.get(name).bytes : python[id]?.packed;
    const size = bytes ? toSize(bytes) : packed ? `${toSize(packed)} packed` : 'unknown';
    return [`${registry} ${key}`, { newest, released, size }];
  });
  return { direct: Object.fromEntries(facts), licences };
}

const toSize = (bytes) =>
  bytes < 1e6
    ? `${Math.max(1, Math.round(bytes / 1e3))} kB`
    : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/** The newest version of each npm package, and when it was released. A registry's own list has also `created`. */
async function askNpm(direct) {
  const fields = ['name', 'license', 'dist-tags.latest', 'time', 'dist.unpackedSize'];
  return view(
    direct.map(({ name }) => name),
    fields,
    ([{ license, 'dist-tags.latest': newest, time = {}, 'dist.unpackedSize': bytes }]) => {
      const day = time[newest]?.slice(0, 10);
      return { license, newest, bytes, released: day && (time.created ? day : `by ${day}`) };
    },
  );
}

/** The licences that locks tell, otherwise those of installed packages, otherwise those of the registry. */
function readNpmLicences(root, told) {
  const found = new Map([...told].map(([name, { license }]) => [name, readNpmLicence({ license })]));
  const byId = new Map();
  for (const folder of listLockFolders(root)) {
    const installed = folder === '.' ? root : at('.setup', basename(folder));
    const { packages } = JSON.parse(readFileSync(join(root, folder, 'package-lock.json'), 'utf8'));
    for (const { path, id } of lockedPackages(join(root, folder))) {
      const manifest = join(installed, path, 'package.json');
      const licence = readNpmLicence(packages[path]);
      const own =
        !licence && existsSync(manifest) && readNpmLicence(JSON.parse(readFileSync(manifest, 'utf8')));
      if (licence || own) byId.set(id, licence || own);
    }
  }
  return (id) => byId.get(id) ?? found.get(id.slice(0, id.lastIndexOf('@')));
}

/** The index that pip uses: the user's, or the default one, which uv knows. */
async function findIndex() {
  const { PIP_INDEX_URL: own } = toolEnvironment();
  if (own) return own;
  const args = ['pip', 'compile', '--emit-index-url', '--no-deps', '--quiet', requirements('bubblewrap.in')];
  const [, url] = /^--index-url (\S+)$/m.exec(await run('the index', await installUv(), args)) ?? [];
  if (!url) throw new SetupError('uv does not say which index it uses.', 'Name one in PIP_INDEX_URL.');
  return url;
}

/** What python_facts.py finds, by `name@version`. */
async function askPython(ids) {
  const folders = ['.venv', '.venv-test'].flatMap((venv) => {
    const lib = at(venv, 'lib');
    const versions = existsSync(lib) ? readdirSync(lib) : [];
    return versions.map((version) => join(lib, version, 'site-packages'));
  });
  const packages = ids.map((id) => [id.slice(0, id.lastIndexOf('@')), id.slice(id.lastIndexOf('@') + 1)]);
  const index = await findIndex();
  const child = spawn(findPython().path, [at('scripts/renew/python_facts.py')], {
    env: toolEnvironment(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify({ packages, folders, index }));
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0)
    throw new SetupError('The facts about Python packages could not be read.', 'See the error above.');
  return Object.fromEntries(
    Object.entries(JSON.parse(output)).map(([id, facts]) => [id.replace('==', '@'), facts]),
  );
}
