/** Prevents a cell from ending the kernel: `process.exit()` is an error of the cell that calls it. */
export function preventExit(): void {
  const refuse = (name: string) => (): never => {
    throw new Error(
      `process.${name}() would end the kernel and all its variables; to do that, choose Restart`,
    );
  };
  process.exit = refuse('exit');
  process.abort = refuse('abort');
  Object.assign(process, { reallyExit: refuse('reallyExit') });
}
