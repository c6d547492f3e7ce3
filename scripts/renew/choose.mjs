import semver from 'semver';

/**
 * A package that a package.json pins.
 *
 * @typedef {object} Pin
 * @property {string} key its name in package.json
 * @property {string} name its name in the registry, which differs for `npm:` aliases
 * @property {string} version
 */

/**
 * What the registry says of a package: its newest version, and what each version from the pinned one on asks for.
 *
 * @typedef {object} Releases
 * @property {string} latest
 * @property {Record<string, { node?: string, peers?: Record<string, string>, deprecated?: boolean }>} versions
 */

/**
 * Chooses the newest versions that go together: of the same major (below 1.0: minor) version unless `major`, not
 * deprecated, for the oldest Node that is supported, within what held.json allows, and with the peers they ask for.
 *
 * @param {Pin[]} pins
 * @param {Map<string, Releases>} releases by name in the registry
 * @param {{ held: Record<string, { range: string, why: string }>, together: string[][] }} rules held.json
 * @param {{ major?: boolean, node: string }} options `node`: the oldest version that is supported
 * @returns {{ chosen: Map<string, string>, left: { key: string, version: string, newest: string, why: string }[] }}
 *   the version of each pin by its key, and what stays behind the newest version
 * @throws {Error} if packages that must have one version are pinned to several
 */
export function chooseVersions(pins, releases, rules, { major = false, node }) {
  const units = toUnits(pins, rules.together).map((members) => {
    const reasons = {};
    const lists = members.map((pin) =>
      listCandidates(pin, releases.get(pin.name), rules, major, node, reasons),
    );
    const common = lists[0].filter((version) => lists.every((list) => list.includes(version)));
    return { members, candidates: common, reasons };
  });
  settlePeers(units, releases);
  const chosen = new Map(
    units.flatMap(({ members, candidates }) => members.map(({ key }) => [key, candidates[0]])),
  );
  const left = units.flatMap(({ members, reasons }) =>
    members
      .map(({ key, name }) => ({ key, version: chosen.get(key), newest: releases.get(name).latest }))
      .filter(({ version, newest }) => semver.gt(newest, version))
      .map((one) => ({
        ...one,
        why: reasons[one.newest] ?? 'packages that must agree have no newer version in common',
      })),
  );
  return { chosen, left };
}

/** Packages that must have one version form a unit. */
function toUnits(pins, together) {
  const rest = new Set(pins);
  const groups = together.map((names) => {
    const members = pins.filter(({ name }) => names.some((one) => matches(name, one)));
    members.forEach((pin) => rest.delete(pin));
    const versions = [...new Set(members.map(({ version }) => version))];
    if (versions.length > 1)
      throw new Error(
        `invalid pins: ${names.join(', ')} at ${versions.join(' and ')} (expected one version)`,
      );
    return members;
  });
  return [...groups.filter((members) => members.length), ...[...rest].map((pin) => [pin])];
}

/** The versions that may be chosen, newest first; the last is the pinned one. Notes why others may not. */
function listCandidates({ name, version }, { versions, latest }, rules, major, node, reasons) {
  const rule = findRule(rules.held, name);
  const refuse = (candidate) => {
    const { node: range, deprecated } = versions[candidate];
    if (rule && !semver.satisfies(candidate, rule.range)) return rule.why;
    if (!major && !semver.satisfies(candidate, `^${version}`)) return 'a new major version: --major';
    if (deprecated) return 'deprecated';
    if (range && !semver.satisfies(node, range))
      return `needs Node ${range}; the oldest supported is ${node}`;
    return undefined;
  };
  const newer = Object.keys(versions)
    .filter((one) => !semver.prerelease(one) && semver.gt(one, version) && !semver.gt(one, latest))
    .sort(semver.rcompare);
  const allowed = newer.filter((candidate) => {
    const why = refuse(candidate);
    if (why) reasons[candidate] ??= why;
    return !why;
  });
  return [...allowed, version];
}

/** The rule that holds a package, if there is one. */
export const findRule = (held, name) => Object.entries(held).find(([pattern]) => matches(name, pattern))?.[1];

const matches = (name, pattern) =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;

/** Steps back from versions whose peers disagree, until all agree. Each step shortens a list, so this ends. */
function settlePeers(units, releases) {
  const unitOf = new Map(units.flatMap((unit) => unit.members.map(({ key }) => [key, unit])));
  const isMoved = ({ members, candidates }) => candidates[0] !== members[0].version;
  const findConflict = () => {
    for (const unit of units)
      for (const { key, name } of unit.members)
        for (const [peer, range] of Object.entries(
          releases.get(name).versions[unit.candidates[0]]?.peers ?? {},
        )) {
          const other = unitOf.get(peer);
          if (!other || other === unit || semver.satisfies(other.candidates[0], range)) continue;
          const fits = other.candidates.some((version) => semver.satisfies(version, range));
          const moved = (fits ? [other, unit] : [unit, other]).find(isMoved); // pinned versions may disagree
          if (moved) return { moved, why: `${key} ${unit.candidates[0]} needs ${peer} ${range}` };
        }
  };
  for (let conflict = findConflict(); conflict; conflict = findConflict()) {
    const { candidates, reasons } = conflict.moved;
    reasons[candidates.shift()] = conflict.why;
  }
}
