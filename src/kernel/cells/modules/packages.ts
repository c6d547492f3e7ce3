/** What a cell gets in place of a package that it asks for, where a notebook needs another. */
const forNotebooks: Record<string, () => unknown> = {
  // the kernel's own, wherever the notebook lies
  tslab: () => require('tslab') as unknown,
  // it would start a server and open a tab of the browser: `plot` of 'autoencoders' draws the same below the cell
  nodeplotlib: () => {
    const { plot } = require('autoencoders') as { plot: unknown };
    return { plot };
  },
};
const made = new Map<string, unknown>();

/** The module that a cell gets for the package it asks for, where a notebook needs one of ours. */
export function maybeForNotebook(request: string): unknown {
  if (Object.hasOwn(forNotebooks, request) && !made.has(request))
    made.set(request, forNotebooks[request]?.());
  return made.get(request);
}
