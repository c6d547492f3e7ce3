/** The replacements for packages that do not suit a notebook. */
const forNotebooks: Record<string, () => unknown> = {
  // the kernel's own, independent of the notebook's folder
  tslab: () => require('tslab') as unknown,
  // it would start a server and open a browser tab: `plot` of 'autoencoders' draws the same below the cell
  nodeplotlib: () => {
    const { plot } = require('autoencoders') as { plot: unknown };
    return { plot };
  },
};
const made = new Map<string, unknown>();

/** The module that a cell gets when it requests a package for which there is a replacement. */
export function maybeReplacement(request: string): unknown {
  if (Object.hasOwn(forNotebooks, request) && !made.has(request))
    made.set(request, forNotebooks[request]?.());
  return made.get(request);
}
