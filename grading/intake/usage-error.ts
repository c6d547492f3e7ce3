/** The command's arguments are invalid: nothing is graded. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
