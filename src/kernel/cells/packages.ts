import Module from 'node:module';

type Load = (request: string, ...rest: unknown[]) => unknown;

/** Packages that a cell gets in another's place, which does the same where it belongs in a notebook. */
const inNotebooks: Record<string, string> = {
  // it would start a server and open a tab of the browser
  nodeplotlib: 'autoencoders',
};

/** Hands cells the packages that work in a notebook. */
export function adaptPackages(): void {
  const internals = Module as unknown as { _load: Load };
  const load = internals._load;
  internals._load = function (request, ...rest) {
    const name = inNotebooks[request];
    return name ? (require(name) as unknown) : load.call(this, request, ...rest);
  };
}
