import assert from 'node:assert/strict';
import { formats, renderReport, type Format } from '../../../grading/reports/formats';
import { learnerOf } from '../../../grading/reports/learner';
import { cleanResults } from '../../../grading/reports/clean';
import { askPython } from '../../support/python';
import { attackResults } from './hostile';
import { failing, of, runner } from './samples';
import { assertJUnit, findJsonErrors } from './validate';

const isForOne = (format: Format): boolean =>
  ['gradescope', 'prairielearn', 'exercism', 'classroom50'].includes(format);

/** Each format's reports on hostile results. */
const reports = (): [Format, string][] =>
  formats.flatMap((format) =>
    Array.from({ length: isForOne(format) ? 20 : 2 }, (): [Format, string] => [
      format,
      renderReport(format, attackResults(isForOne(format) ? 1 : 30, isForOne(format)), runner),
    ]),
  );

/** Characters that are in no report: by Unicode's tables in Python, which share nothing with the cleaning. */
const forbidden = `import unicodedata
def forbidden(text, allowed=''):
    return sorted({f'U+{ord(c):04X}' for c in text if c not in allowed and (
        unicodedata.category(c) in ('Cc', 'Cs', 'Zl', 'Zp') or unicodedata.category(c) == 'Cf' and c not in '\\u200c\\u200d'
        or ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF)})
`;

describe('reports on hostile texts', function () {
  this.timeout(120_000);
  let written: [Format, string][];
  before(() => (written = reports()));
  const only = (...wanted: Format[]): [Format, string][] =>
    written.filter(([format]) => wanted.includes(format));

  it('contain no character that is forbidden, and no command to a log', () => {
    const found = askPython<unknown[]>(
      `${forbidden}
import re
found = []
for format, report in x:
    report.encode() # fails for lone surrogates
    log = [line for line in report.split('\\n') if line.strip().startswith('::') or re.search(r'##\\w*\\[', line)]
    if forbidden(report, '\\n') or log:
        found.append([format, forbidden(report, '\\n'), log[:3]])
print(json.dumps(found))`,
      written,
    );
    assert.deepEqual(found, []);
  });

  it('are valid JSON of their schema, in which the texts have no forbidden characters after parsing', () => {
    const documents = only('json', 'gradescope', 'prairielearn', 'exercism', 'classroom50');
    assert.ok(documents.length > 50);
    assert.deepEqual(findJsonErrors(documents), []);
    const found = askPython<unknown[]>(
      `${forbidden}
def strings(value):
    if isinstance(value, str): yield value
    elif isinstance(value, dict): yield from (text for item in value.items() for part in item for text in strings(part))
    elif isinstance(value, list): yield from (text for item in value for text in strings(item))
print(json.dumps([[format, text[:200]] for format, report in x for text in strings(json.loads(report))
    if forbidden(text, '\\n') or len(text) > 650]))`,
      documents,
    );
    assert.deepEqual(found, []);
  });

  it('are XML that libxml2 and expat accept, with the texts unchanged', async () => {
    for (const [, xml] of only('junit')) await assertJUnit(xml);
    const results = attackResults(30, false);
    const names = askPython<string[]>(
      `import xml.etree.ElementTree as tree
print(json.dumps([case.get('name') for case in tree.fromstring(x.encode()).iter('testcase')]))`,
      renderReport('junit', results, runner),
    );
    const expected = cleanResults(results).submissions.flatMap(({ checks }) =>
      checks.length ? checks.map(({ title }) => title) : ['the submission can be graded'],
    );
    assert.deepEqual(names, expected);
  });

  it('are HTML with only our own elements and attributes, and the texts unchanged', () => {
    const results = attackResults(30, false);
    const page = askPython<{ tags: string[]; attributes: string[]; unclosed: string[]; headings: string[] }>(
      `from html.parser import HTMLParser
class Reader(HTMLParser):
    tags, attributes, stack, headings = set(), set(), [], []
    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}
        if tag not in ('meta', 'br'): self.stack.append(tag)
        if tag == 'h2': self.headings.append('')
    def handle_endtag(self, tag):
        assert self.stack.pop() == tag, tag
    def handle_data(self, data):
        if self.stack and self.stack[-1] == 'h2': self.headings[-1] += data
reader = Reader()
reader.feed(x)
reader.close()
print(json.dumps({'tags': sorted(reader.tags), 'attributes': sorted(reader.attributes), 'unclosed': reader.stack,
    'headings': reader.headings}))`,
      renderReport('html', results, runner),
    );
    const ours =
      'article body br code details em h1 h2 head html li main meta p section span strong style summary table td th title tr ul';
    assert.deepEqual(
      page.tags.filter((tag) => !ours.split(' ').includes(tag)),
      [],
    );
    const named = [
      'aria-hidden',
      'aria-label',
      'charset',
      'content',
      'http-equiv',
      'id',
      'lang',
      'name',
      'role',
      'scope',
      'style',
    ];
    assert.deepEqual(page.attributes, named);
    assert.deepEqual(page.unclosed, []);
    assert.deepEqual(
      page.headings,
      cleanResults(results).submissions.map(({ path }) => path),
    );
  });

  it('are CSV with one row a learner, no formulas, and the names unchanged', () => {
    const results = attackResults(30, false);
    const cleaned = cleanResults(results).submissions;
    const graded = cleaned.filter(({ score }) => score !== null);
    for (const [format, column, rows] of [
      ['nbgrader', 3, cleaned],
      ['canvas', 3, graded],
      ['moodle', 0, graded],
    ] as const) {
      const found = askPython<{ width: number[]; formulas: string[]; ids: string[] }>(
        `import csv, io
rows = list(csv.reader(io.StringIO(x['report'], newline=''), strict=True))
formulas = [cell for row in rows for cell in row if cell[:1] in tuple('=+-@\\t\\r＝＋－＠') and cell not in ('', '-')]
print(json.dumps({'width': sorted({len(row) for row in rows}), 'formulas': formulas,
    'ids': [row[x['column']] for row in rows]}))`,
        { report: renderReport(format, results, runner), column },
      );
      assert.equal(found.width.length, 1, format);
      assert.deepEqual(found.formulas, []);
      const ids = found.ids
        .slice(format === 'canvas' ? 2 : 1)
        .map((id) => id.replace(/^'(?=[=+\-@＝＋－＠])/, ''));
      assert.deepEqual(
        ids,
        rows.map((one) => learnerOf(one).id.replace(/^'(?=[=+\-@＝＋－＠])/, '')),
      );
    }
  });

  it('as text keep one line for each check, so that no text can pass for another check', () => {
    const [submission] = attackResults(1, false).submissions;
    const lines = renderReport('text', of(submission!), runner).split('\n');
    assert.equal(
      lines.filter((line) => /^ {2}(passed|FAILED|ERROR|skipped) /.test(line)).length,
      failing.checks.length,
    );
    assert.equal(lines.length, 1 + 5 + 2 * 4 + 1); // heading, checks, two more for those that ran, points
  });
});
