const forNotebooks: Record<string, string> = {
  // the kernel's own, wherever the notebook lies
  tslab: 'tslab',
  // it would start a server and open a tab of the browser: `plot` of 'autoencoders' draws the same below the cell
  nodeplotlib: 'autoencoders',
};

/** The package that a cell gets for the one it asks for, where a notebook needs one of ours. */
export const maybeForNotebook = (request: string): string | undefined =>
  Object.hasOwn(forNotebooks, request) ? forNotebooks[request] : undefined;
