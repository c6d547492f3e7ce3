/** A report that cannot be written in the requested format. The message is for whoever runs the command. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
}
