import { formats, renderReport, type Format } from '../../grading/reports/formats';
import { ReportError } from '../../grading/reports/report-error';
import { toExitCode, type Results } from '../../grading/reports/results';
import { writeAtomic } from '../../src/project/write-atomic';
import { reasonFor } from '../lib/write-error';

export { formats, type Format };

/**
 * Writes the report to `out`, or to stdout if there is no such option or the file cannot be written.
 *
 * @returns the exit code: 2 if there is no report, or it is not where it was wanted
 */
export async function writeReport(results: Results, format: Format, out?: string): Promise<0 | 1 | 2> {
  let report: string;
  try {
    report = `${renderReport(format, results, { env: process.env, now: new Date() })}\n`;
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    console.error(error.message);
    return 2;
  }
  const isWritten = out !== undefined && tryWrite(out, report);
  if (!isWritten) await print(report);
  return isWritten || out === undefined ? toExitCode(results) : 2;
}

/** @throws if stdout cannot be written, such as to a full disk */
export const print = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.once('error', reject);
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });

function tryWrite(path: string, report: string): boolean {
  try {
    writeAtomic(path, report);
    return true;
  } catch (error) {
    console.error(`cannot write ${path}: ${reasonFor(error)}. The report is printed instead.`);
    return false;
  }
}
