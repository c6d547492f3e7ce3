/**
 * Explains to a learner why the process that ran the cells ended.
 *
 * @param log the end of its stderr
 * @example toExitMessage('', null, 'SIGKILL'); // 'the system killed the kernel, most likely because memory ran out; ...'
 */
export function toExitMessage(log: string, code: number | null, signal: string | null): string {
  const again = 'restart it and run the cells again';
  if (/heap out of memory|Array buffer allocation failed|bad_alloc|OOM when allocating/.test(log))
    return `the kernel ran out of memory; ${again} with less at once: a smaller batchSize, fewer images, disposed tensors`;
  if (signal === 'SIGKILL')
    return `the system killed the kernel, most likely because memory ran out; ${again} with less at once`;
  const last = log.trim().split('\n').at(-1);
  const how = signal ? `signal ${signal}` : `code ${code}`;
  return `the kernel ended (${how})${last ? `: ${last}` : ''}; ${again}`;
}
