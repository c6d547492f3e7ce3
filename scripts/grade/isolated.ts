import { chooseIsolation, type Choice } from '../../grading/isolation';
import { UsageError } from '../../grading/intake';

/**
 * How submissions are isolated here.
 *
 * @param allowed whether to grade even if they are not
 * @throws UsageError if submissions cannot be isolated, unless that is allowed
 */
export async function assertIsolated(allowed = false): Promise<Choice> {
  const choice = await chooseIsolation();
  if (choice.isolation.by === 'bubblewrap') return choice;
  const what = `submissions cannot be isolated on this machine: ${choice.why}`;
  if (!allowed)
    throw new UsageError(
      `${what}\nGrade on a machine that can, or add --allow-unisolated: the results say so, and a submission written to attack the grader can change them.`,
    );
  console.error(`Warning: ${what}`);
  return choice;
}
