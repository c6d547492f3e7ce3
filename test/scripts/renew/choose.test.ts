import assert from 'node:assert/strict';
import { load } from './load';

type Pin = { key: string; name: string; version: string };
type Releases = {
  latest: string;
  versions: Record<string, { node?: string; peers?: Record<string, string>; deprecated?: boolean }>;
};
interface Choose {
  chooseVersions(
    pins: Pin[],
    releases: Map<string, Releases>,
    rules: { held: Record<string, { range: string; why: string }>; together: string[][] },
    options: { major?: boolean; node: string },
  ): { chosen: Map<string, string>; left: { key: string; newest: string; why: string }[] };
}

const pin = (name: string, version: string): Pin => ({ key: name, name, version });

/** Releases of a package: its versions in any order, the first being `latest`. */
const released = (
  latest: string,
  ...others: (string | [string, Releases['versions'][string]])[]
): Releases => ({
  latest,
  versions: Object.fromEntries([latest, ...others].map((one) => (typeof one === 'string' ? [one, {}] : one))),
});

describe('the versions that npm run renew chooses', () => {
  let chooseVersions: Choose['chooseVersions'];
  before(async () => {
    ({ chooseVersions } = await load<Choose>('choose.mjs'));
  });
  const choose = (
    pins: Pin[],
    releases: Record<string, Releases>,
    options: {
      major?: boolean;
      held?: Record<string, { range: string; why: string }>;
      together?: string[][];
    } = {},
  ) => {
    const { held = {}, together = [], major } = options;
    const of = new Map(Object.entries(releases));
    const { chosen, left } = chooseVersions(pins, of, { held, together }, { major, node: '20.19.0' });
    return {
      chosen: Object.fromEntries(chosen),
      left: Object.fromEntries(left.map(({ key, newest, why }) => [key, `${newest}: ${why}`])),
    };
  };

  it('are the newest of the same major version, or of all with --major', () => {
    const of = { a: released('2.0.0', '1.10.0', '1.9.0', '1.2.0', '2.1.0-beta.1') };
    const same = choose([pin('a', '1.2.0')], of);
    assert.deepEqual(same, { chosen: { a: '1.10.0' }, left: { a: '2.0.0: a new major version: --major' } });
    assert.deepEqual(choose([pin('a', '1.2.0')], of, { major: true }), { chosen: { a: '2.0.0' }, left: {} });
  });

  it('below 1.0 are of the same minor version', () => {
    const of = { a: released('0.4.0', '0.3.9', '0.3.1') };
    assert.equal(choose([pin('a', '0.3.1')], of).chosen.a, '0.3.9');
  });

  it('are not deprecated, not newer than the latest, and run on the oldest Node', () => {
    const of = {
      a: released('1.3.0', '1.1.0', '1.0.0', ['1.2.0', { deprecated: true }], '1.4.0'),
    };
    of.a.versions['1.3.0'] = { node: '^20.20.0 || >=22' };
    const { chosen, left } = choose([pin('a', '1.0.0')], of);
    assert.equal(chosen.a, '1.1.0');
    assert.match(left.a!, /^1\.3\.0: needs Node \^20\.20\.0 \|\| >=22; the oldest supported is 20\.19\.0$/);
  });

  it('stay within what is held, with the reason', () => {
    const of = { '@x/a': released('5.3.0', '5.2.9', '5.2.1'), '@x/b': released('5.2.9', '5.2.1') };
    const held = { '@x/*': { range: '~5.2.0', why: 'its insides are patched' } };
    const { chosen, left } = choose([pin('@x/a', '5.2.1'), pin('@x/b', '5.2.1')], of, { held, major: true });
    assert.deepEqual(chosen, { '@x/a': '5.2.9', '@x/b': '5.2.9' });
    assert.deepEqual(left, { '@x/a': '5.3.0: its insides are patched' });
  });

  it('agree where packages must have one version, and pins that do not are an error', () => {
    const of = { '@x/a': released('5.4.0', '5.3.0', '5.2.0'), '@x/b': released('5.3.0', '5.2.0') };
    const together = [['@x/*']];
    const { chosen, left } = choose([pin('@x/a', '5.2.0'), pin('@x/b', '5.2.0')], of, { together });
    assert.deepEqual(chosen, { '@x/a': '5.3.0', '@x/b': '5.3.0' });
    assert.match(left['@x/a']!, /^5\.4\.0: packages that must agree/);
    assert.throws(
      () => choose([pin('@x/a', '5.2.0'), pin('@x/b', '5.3.0')], of, { together }),
      /invalid pins: @x\/\* at 5\.2\.0 and 5\.3\.0 \(expected one version\)/,
    );
  });

  it('satisfy the peers that others ask for: the peer stays behind if that helps', () => {
    const old = { peers: { core: '^1.0.0' } };
    const of = { core: released('2.0.0', '1.5.0', '1.0.0'), plugin: released('3.1.0', ['3.0.0', old]) };
    of.plugin.versions['3.1.0'] = old;
    const { chosen, left } = choose([pin('core', '1.0.0'), pin('plugin', '3.0.0')], of, { major: true });
    assert.deepEqual(chosen, { core: '1.5.0', plugin: '3.1.0' });
    assert.deepEqual(left, { core: '2.0.0: plugin 3.1.0 needs core ^1.0.0' });
  });

  it('satisfy the peers that others ask for: a package stays behind whose new peer is held', () => {
    const of = { core: released('2.0.0', '1.5.0', '1.0.0'), plugin: released('3.1.0', '3.0.0') };
    of.plugin.versions['3.1.0'] = { peers: { core: '^2.0.0' } };
    const held = { core: { range: '^1.0.0', why: 'held' } };
    const { chosen, left } = choose([pin('core', '1.0.0'), pin('plugin', '3.0.0')], of, {
      held,
      major: true,
    });
    assert.deepEqual(chosen, { core: '1.5.0', plugin: '3.0.0' });
    assert.deepEqual(left, { core: '2.0.0: held', plugin: '3.1.0: plugin 3.1.0 needs core ^2.0.0' });
  });

  it('leave peers alone that disagree already', () => {
    const of = { core: released('2.0.0'), plugin: released('3.0.0') };
    of.plugin.versions['3.0.0'] = { peers: { core: '^1.0.0' } };
    const { chosen } = choose([pin('core', '2.0.0'), pin('plugin', '3.0.0')], of);
    assert.deepEqual(chosen, { core: '2.0.0', plugin: '3.0.0' });
  });
});
