import * as fc from 'fast-check';
import type { CheckResult, Results, SubmissionResult } from '../../../grading/reports/results';
import { failing, internal, of } from './samples';

/** Pieces of attacks on a page, a terminal, a spreadsheet, a log, a parser. */
const pieces = [
  ...[
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    '</style>',
    '&lt;',
    '`<b>`',
  ],
  ...[']]>', '<!--', '-->', '<?xml?>', '<!DOCTYPE a [<!ENTITY b "c">]>', '&amp', '&#0;', '\ufffe', '\u0001'],
  ...[
    '=cmd|A1',
    '+1+1',
    '-2',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '＝1',
    '"',
    '""',
    ',',
    ';',
    '\n',
    '\r\n',
    '\\',
    "'",
  ],
  ...[
    '\u001b[2J',
    '\u001b]8;;http://a\u0007b',
    '\u009b1m',
    '\u001bP',
    '\b',
    '\u0000',
    '\u007f',
    '\u0085',
    '\u2028',
  ],
  ...[
    '\u202e',
    '\u2066',
    '\u200f',
    '\ud800',
    '\udfff',
    '\u{e0001}',
    '\ufeff',
    '\n::error::',
    '##[error]',
    '##vso[a]',
  ],
  ...['Points Possible', '__proto__', '../', '%s%n', 'x'.repeat(700), 'é', '😀', '编码', ' '],
];
const hostile = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...pieces) },
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''));

const texts = fc.sample(hostile, { seed: 18, numRuns: 1500 });
let at = 0;
const next = (): string => texts[at++ % texts.length]!;

const attack = (check: CheckResult): CheckResult => ({
  ...check,
  title: next(),
  rationale: next(),
  help: next(),
  expected: next(),
  actual: next(),
});

/** Results in which all texts are hostile; each learner has a folder of their own. */
export function attackResults(count: number, oneLearner: boolean): Results {
  const submissions = Array.from({ length: count }, (_, i): SubmissionResult => {
    const learner = {
      id: `${next()}${oneLearner ? '' : i}`,
      firstName: next(),
      lastName: next(),
      email: next(),
    };
    const path = `${next()}/0-vanilla.ts`;
    if (i === 3 && !oneLearner) return { ...internal, path, learner, message: next() };
    return { ...failing, slug: '0-vanilla', path, learner, checks: failing.checks.map(attack) };
  });
  return of(...submissions);
}
