import assert from 'node:assert/strict';
import { checkLimit, cleanResults, cleanText } from '../../../grading/reports/clean';
import { failing, of } from './samples';

describe('cleanText', () => {
  for (const [title, text, cleaned] of [
    ['a colour of the terminal', '\u001b[31mred\u001b[0m', 'red'],
    ['the title of the terminal', '\u001b]0;owned\u0007text', 'text'],
    ['the 8-bit form of a sequence', '\u009b31mred', 'red'],
    ['a sequence that is made by removing others', '\u001b\u200b[31mred', '[31mred'],
    ['control characters', 'a\u0000b\u0007c\u007fd\u0085e', 'abcd e'],
    ['lines', 'one\n two\r\n\tthree\u2028four', 'one two three four'],
    ['marks of writing direction', 'user\u202etxt.exe\u2066\u2069\u200f\u061c', 'usertxt.exe'],
    ['invisible characters', 'a\u200bb\ufeffc\u00add\u{e0041}e\u3164f', 'abcdef'],
    ['lone surrogates', 'a\ud83db\ude00c', 'a\ufffdb\ufffdc'],
    ['characters that are none', 'a\ufffeb\uffffc\ufdd0d\u{1ffff}e', 'abcde'],
    ['commands to GitHub', '::error file=a::wrong', ': :error file=a::wrong'],
    ['commands after a space', ' \n::set-output name=a::1', ': :set-output name=a::1'],
    [
      'commands to Azure and TeamCity',
      'a ##vso[task.x]b ##teamcity[c] ##[error]d ###[e]',
      'a # #vso[task.x]b # #teamcity[c] # #[error]d ## #[e]',
    ],
    ['a command that is made by removing others', '#\u200b#[error]a', '# #[error]a'],
    ['stacked accents', `a${'\u0301'.repeat(50)}b`, `a${'\u0301'.repeat(4)}b`],
  ] as const)
    it(`removes ${title}`, () => {
      assert.equal(cleanText(text), cleaned);
      assert.equal(cleanText(cleaned), cleaned, 'cleaning twice changes nothing');
    });

  for (const text of [
    'naïve Übung',
    'ελληνικά',
    '编码器',
    'مُشَفِّر',
    'हिन्दी',
    '👩‍👩‍👧 ❤️',
    'a << b && "c" = \'d\' # e :: f',
    '-1, =2',
  ])
    it(`keeps ${text}`, () => assert.equal(cleanText(text), text));

  it('cuts long texts without splitting a character', () => {
    assert.equal(cleanText('abcdef', 5), 'abcd…');
    assert.equal(cleanText('abcde', 5), 'abcde');
    assert.equal(cleanText('abc😀f', 5), 'abc…');
    assert.equal(cleanText('x'.repeat(1e7)).length, checkLimit);
  });
});

describe('cleanResults', () => {
  it('cuts the texts of a check to 500 characters together, and keeps its help', () => {
    const long = 'x'.repeat(3000);
    const check = { ...failing.checks[2]!, rationale: long, help: 'Try less.', expected: long, actual: long };
    const [cleaned] = cleanResults(of({ ...failing, checks: [check] })).submissions[0]!.checks;
    const { rationale, help, expected, actual } = cleaned!;
    assert.equal([rationale, help, expected, actual].join('').length, checkLimit);
    assert.equal(help, 'Try less.');
    assert.equal(rationale!.length, checkLimit - help.length);
  });

  it('leaves results without anything to clean as they are', () => {
    assert.deepEqual(cleanResults(of(failing)), of(failing));
  });

  it('keeps the end of a long path, which tells the file and its folder', () => {
    const path = `${'deep/'.repeat(500)}ada/0-vanilla.ts`;
    const cleaned = cleanResults(of({ ...failing, path })).submissions[0]!.path;
    assert.equal(cleaned.length, 600);
    assert.ok(cleaned.endsWith('/ada/0-vanilla.ts'));
  });
});
