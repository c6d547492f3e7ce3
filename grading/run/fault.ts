/** The grader failed, not the submission. */
export class Fault extends Error {
  override readonly name = 'Fault';
}
