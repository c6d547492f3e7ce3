import type { Running, Test } from './runner';

export type { Running, Test };

/** The code of the error of a test that took too long. */
export const timeoutCode: string = 'ERR_TIMEOUT';

class TimeoutError extends Error {
  readonly code = timeoutCode;
}

/**
 * Runs tests in order, as mocha would: errors that nobody waits for are those of the test that is running.
 *
 * @param onEnd called with the number of each test that has passed, failed or skipped itself, and its error if it failed
 */
export async function runTests(
  tests: Test[],
  { timeout, bail }: Running,
  onEnd: (test: number, error?: unknown) => void,
): Promise<void> {
  for (const [i, test] of tests.entries()) {
    let failure: { error: unknown } | undefined;
    try {
      await runOne(test, timeout);
    } catch (error) {
      failure = { error: error ?? new Error(`the test failed with ${String(error)}`) };
    }
    onEnd(i, failure?.error);
    if (failure && bail) return;
  }
}

async function runOne({ title, run }: Test, timeout: number): Promise<void> {
  const begun = performance.now();
  const tooLong = new TimeoutError(`${title}: no answer within ${timeout} ms`);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onLost: (event: PromiseRejectionEvent) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    if (timeout) timer = setTimeout(() => reject(tooLong), timeout);
    onLost = (event) => {
      event.preventDefault();
      reject(event.reason);
    };
  });
  globalThis.addEventListener('unhandledrejection', onLost);
  try {
    await Promise.race([run(), ended]);
    if (timeout && performance.now() - begun > timeout) throw tooLong; // it kept the timer from running
  } finally {
    clearTimeout(timer);
    globalThis.removeEventListener('unhandledrejection', onLost);
  }
}
