import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { answerQuiz, completeLesson, showProgress } from '../../src';
import { updateProgress, progressPath } from '../../src/course/progress-file';
import { completeTask } from '../../src/course/show-progress';
import { bundleOf } from '../support/shown';

describe('showProgress', () => {
  beforeEach(() => rmSync(progressPath(), { force: true }));

  it('shows everything as open at first', () => {
    assert.equal(inspect(showProgress()).match(/open/g)!.length, 8);
    assert.match(inspect(showProgress()), /Quiz: 0 of 13/);
  });

  it('shows dates and the quiz score', () => {
    updateProgress((progress) => {
      progress.lessons['0-vanilla'] = new Date(2026, 0, 2, 23, 59).toISOString();
      progress.tasks['2-convolutional'] = new Date(2026, 10, 30).toISOString();
    });
    answerQuiz(1, 'abd');
    answerQuiz(2, 'a');
    const text = inspect(showProgress());
    assert.match(text, /^0-vanilla +read 2026-01-02 +open$/m);
    assert.match(text, /^2-convolutional +open +passed 2026-11-30$/m);
    assert.match(text, /Quiz: 1 of 13 questions right/);
    const html = bundleOf(showProgress())['text/html']!;
    assert.match(html, /<th scope="row">0-vanilla<\/th><td>read 2026-01-02<\/td><td>open<\/td>/);
  });

  it('keeps the day on which a lesson or task was first completed', () => {
    updateProgress(
      ({ lessons, tasks }) => (lessons['1-sparse'] = tasks['1-sparse'] = '2020-01-01T12:00:00.000Z'),
    );
    completeLesson('1-sparse');
    completeTask('1-sparse');
    assert.match(inspect(showProgress()), /^1-sparse +read 2020-01-01 +passed 2020-01-01$/m);
  });

  it('a completed lesson links to its task', () => {
    const done = completeLesson('3-variational');
    assert.match(
      done.text,
      /Lesson 3-variational is recorded as read\. Next: notebooks\/3-variational\/task\.ipynb/,
    );
    assert.match(bundleOf(done)['text/html']!, /href="task\.ipynb"/);
    assert.throws(() => completeLesson('3'), /invalid lesson: "3" /);
  });

  it('reports a broken file instead of showing everything as open', () => {
    writeFileSync(progressPath(), '{');
    assert.throws(() => showProgress(), /progress\.json cannot be read/);
  });
});
