import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { answerQuiz, completeLesson } from '../../src';
import { updateProgress, loadProgress, progressPath } from '../../src/course/progress-file';
import { root } from '../support/run';

describe('the progress file', () => {
  const before = process.env.AUTOENCODERS_PROGRESS;
  beforeEach(() => {
    process.env.AUTOENCODERS_PROGRESS = join(mkdtempSync(join(tmpdir(), 'progress-')), 'new/progress.json');
  });
  afterEach(() => {
    process.env.AUTOENCODERS_PROGRESS = before;
  });
  const write = (text: string) => {
    mkdirSync(dirname(progressPath()), { recursive: true });
    writeFileSync(progressPath(), text);
  };

  it('is in the course folder, and counts as empty if it does not exist', () => {
    assert.deepEqual(loadProgress(), { lessons: {}, tasks: {}, quiz: {} });
    delete process.env.AUTOENCODERS_PROGRESS;
    assert.equal(progressPath(), join(root, 'progress.json'));
  });

  it('keeps earlier entries, including those of a later version of the course', () => {
    write('{ "tasks": { "0-vanilla": "2026-01-02T03:04:05.000Z" }, "badges": [1] }');
    assert.equal(
      updateProgress(({ lessons }) => (lessons['1-sparse'] = 'now')),
      undefined,
    );
    assert.deepEqual(JSON.parse(readFileSync(progressPath(), 'utf8')), {
      lessons: { '1-sparse': 'now' },
      tasks: { '0-vanilla': '2026-01-02T03:04:05.000Z' },
      quiz: {},
      badges: [1],
    });
    assert.deepEqual(readdirSync(dirname(progressPath())), ['progress.json'], 'no temporary file is left');
  });

  for (const broken of ['{ "tasks": {', '[]', 'null', '{ "quiz": [] }', ''])
    it(`is not overwritten if it is broken (${JSON.stringify(broken)}), and a message says so`, () => {
      write(broken);
      const { text, right } = answerQuiz(2, 'c');
      assert.ok(right, 'the answer is graded anyway');
      assert.match(
        text,
        /Your progress was not saved: .*progress\.json cannot be read .* was not changed: fix it, or delete it/,
      );
      assert.equal(readFileSync(progressPath(), 'utf8'), broken);
    });

  it('is not changed in a read-only folder, and a message says so', () => {
    write('{ "quiz": { "1": { "choices": ["a"], "right": false } } }');
    chmodSync(dirname(dirname(progressPath())), 0o755);
    chmodSync(dirname(progressPath()), 0o555);
    const { text } = asNobody(() => completeLesson('0-vanilla'));
    assert.match(
      text,
      /^Your progress was not saved: \S+new is not writable \(EACCES\); give yourself write permission\./,
    );
    assert.deepEqual(loadProgress().quiz['1'], { choices: ['a'], right: false });
  });

  it('reports a folder that cannot be created', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'progress-')), 'file');
    writeFileSync(file, 'a file where a folder should be');
    process.env.AUTOENCODERS_PROGRESS = join(file, 'progress.json');
    assert.match(
      completeLesson('0-vanilla').text,
      /^Your progress was not saved: \S+file is not writable \(E\w+\)/,
    );
  });
});

/** Runs `work` as a user without write permission, because the superuser can write anywhere. */
function asNobody<T>(work: () => T): T {
  if (process.geteuid!() !== 0) return work();
  process.seteuid!(65534);
  try {
    return work();
  } finally {
    process.seteuid!(0);
  }
}
