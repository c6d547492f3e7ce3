import Mocha from 'mocha';

/** A test; it may skip itself. */
export interface Test {
  title: string;
  run(): Promise<'skip' | void>;
}

/** How tests are run. */
export interface Running {
  /** Milliseconds that a test may take; 0 for no limit. */
  timeout: number;
  /** Stop after the first test that fails. */
  bail?: boolean;
}

/** The code of the error of a test that took too long. */
export const timeoutCode: string = 'ERR_MOCHA_TIMEOUT';

/**
 * Runs tests with mocha, in order.
 *
 * @param onEnd called with the number of each test that has passed, failed or skipped itself, and its error if it failed
 */
export async function runTests(
  tests: Test[],
  { timeout, bail }: Running,
  onEnd: (test: number, error?: unknown) => void,
): Promise<void> {
  const mocha = new Mocha({ reporter: Mocha.reporters.Base, timeout, bail });
  const numbers = new Map<Mocha.Runnable, number>();
  for (const [i, { title, run }] of tests.entries()) {
    const test = new Mocha.Test(title, async function (this: Mocha.Context) {
      if ((await run()) === 'skip') this.skip();
    });
    numbers.set(test, i);
    mocha.suite.addTest(test);
  }
  const end = (test: Mocha.Runnable, error?: unknown): void => {
    const number = numbers.get(test);
    if (number !== undefined) onEnd(number, error);
  };
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on('pass', (test) => end(test))
      .on('pending', (test) => end(test))
      .on('fail', end);
  });
  mocha.dispose();
}
