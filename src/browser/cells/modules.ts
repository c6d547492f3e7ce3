import * as course from 'autoencoders:course';

/** What cells import in a browser. */
export interface Modules {
  /** @throws Error with the code MODULE_NOT_FOUND, as Node's `require` */
  require(this: void, name: string): unknown;
  /** The same for `import()`. */
  load(this: void, name: string): Promise<unknown>;
}

/** Node's modules that make sense in a browser. */
const ofNode: Record<string, unknown> = {
  os: { availableParallelism: () => navigator.hardwareConcurrency || 1, cpus: () => [], EOL: '\n' },
  perf_hooks: { performance },
  timers: { setTimeout, setInterval, setImmediate },
  'timers/promises': {
    setTimeout: (ms: number, value: unknown) => new Promise((done) => setTimeout(done, ms, value)),
  },
};

/** The modules of the course and of Node, and `tslab` with its `display`. */
export function createModules(display: object): Modules {
  const modules: Record<string, unknown> = { tslab: { display }, ...course.modules };
  const require = (name: string): unknown => {
    if (Object.hasOwn(modules, name)) return modules[name];
    const builtin = name.replace(/^node:/, '');
    if (Object.hasOwn(ofNode, builtin)) return ofNode[builtin];
    throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
  };
  const load = async (name: string): Promise<unknown> => {
    const found = (await require(name)) as object;
    return 'default' in found ? found : { ...found, default: found };
  };
  return { require, load };
}
