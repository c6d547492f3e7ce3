/** Names under which Python packages give their licences, and the SPDX identifier of each. */
const names = [
  [/^(the )?mit( license)?( \(mit\))?$/i, 'MIT'],
  [/^apache([ -]software)?([ -]license)?(,? version)?[ -]?2?(\.0)?$/i, 'Apache-2.0'],
  [/^(new |modified )?bsd[ -]3[ -]clause.*$|^new bsd( license)?$/i, 'BSD-3-Clause'],
  [/^bsd[ -]2[ -]clause.*$/i, 'BSD-2-Clause'],
  [/^bsd( license)?$/i, 'BSD'],
  [/^isc( license)?( \(iscl\))?$/i, 'ISC'],
  [/^mozilla public license 2\.0.*$|^mpl ?2\.0$/i, 'MPL-2.0'],
  [/^psfl?$|^python software foundation license$|^psf-2\.0$/i, 'PSF-2.0'],
  [/^gnu library or lesser general public license.*$/i, 'LGPL'],
  [
    /^(nvidia proprietary software|licenseref-nvidia.*|.*nvidia.*(proprietary|eula).*)$/i,
    'LicenseRef-NVIDIA',
  ],
  [/^the unlicense.*$/i, 'Unlicense'],
];

/**
 * The licence of an npm package, as an SPDX expression.
 *
 * @param {{ license?: string | { type: string }, licenses?: { type: string }[] }} manifest its package.json
 * @returns {string | undefined} undefined if it does not say, or says only where to look
 */
export function readNpmLicence({ license, licenses }) {
  const text =
    typeof license === 'string' ? license : (license?.type ?? licenses?.map(({ type }) => type).join(' OR '));
  return !text || /^(see licen[cs]e|unlicensed$|unknown$)/i.test(text)
    ? undefined
    : text.replace(/^\((.*)\)$/, '$1');
}

/**
 * The licence of a Python package, as an SPDX expression where it can be told. Of a text and a classifier, the one that
 * says more counts: "BSD" may be BSD-2-Clause or BSD-3-Clause.
 *
 * @param {{ expression?: string, text?: string, classifiers?: string[] }} told of its metadata
 * @returns {string | undefined} undefined if it does not say
 */
export function readPythonLicence({ expression, text = '', classifiers = [] }) {
  if (expression) return expression;
  const classified = classifiers.map((one) => one.split(' :: ').at(-1)).map(toSpdx);
  const line = text.trim().split('\n')[0].trim();
  const named = line.length <= 60 && !/copyright|^unknown$|^see /i.test(line) ? toSpdx(line) : undefined;
  const whole = /Permission is hereby granted, free of charge/.test(text) ? 'MIT' : undefined;
  const known = [whole, named, ...classified].filter(
    (one) => one && one !== 'OSI Approved' && one !== 'Other/Proprietary License',
  );
  return known.find((one) => !isVague(one)) ?? known[0];
}

/** Whether a name stands for several licences. */
const isVague = (name) => /^(BSD|LGPL)$/.test(name);

const toSpdx = (text) => names.find(([pattern]) => pattern.test(text))?.[1] ?? (text || undefined);
