const { reporters } = require('mocha'); // eslint-disable-line @typescript-eslint/no-require-imports -- as mocha loads it

/**
 * Mocha's own report on the screen; beside it, the process that started this one is told which file begins, and what
 * it came to when it has ended.
 */
module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const note = ({ file }) => file && file !== this.file && this.begin(file);
    const count = (key) => () => this.file && this.counts[key]++;
    runner.on('suite', note).on('test', note);
    runner.on('pass', count('passed')).on('fail', count('failed')).on('pending', count('skipped'));
    process.once('disconnect', () => process.exit(1)); // whom this is for is no more
  }

  begin(file) {
    this.end();
    this.file = file;
    this.counts = { passed: 0, failed: 0, skipped: 0 };
    process.send({ begun: file });
  }

  end(then) {
    if (this.file) process.send({ ended: this.file, ...this.counts }, then);
    else then?.();
  }

  /** Called at the very end; mocha ends the process when `then` is called. */
  done(failures, then) {
    this.end(() => then?.(failures));
  }
};
