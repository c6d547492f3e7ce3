const { relative } = require('node:path');
const { reporters } = require('mocha');
const { seed } = require('./seed.cjs');

/**
 * Mocha's spec reporter, which also tells the parent process when a file begins, and its counts when it has ended.
 */
module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const note = ({ file }) => file && file !== this.file && this.begin(file);
    const count = (key) => () => this.file && this.counts[key]++;
    runner.on('suite', note).on('test', note);
    runner.on('pass', count('passed')).on('fail', count('failed')).on('pending', count('skipped'));
    process.once('disconnect', () => process.exit(1)); // the parent process has ended
  }

  begin(file) {
    this.end();
    this.file = file;
    seed(relative(process.cwd(), file).replaceAll('\\', '/'));
    this.counts = { passed: 0, failed: 0, skipped: 0 };
    process.send({ begun: file });
  }

  end(then) {
    if (this.file) process.send({ ended: this.file, ...this.counts }, then);
    else then?.();
  }

  /** Called after all tests; mocha exits when `then` is called. */
  done(failures, then) {
    this.end(() => then?.(failures));
  }
};
