/** Node's file system, for the compiler: there is none, it asks the system of `src/browser/language`. */
export const statSync = (): undefined => undefined;
export const readFileSync = (path: string): never => {
  throw new Error(`there are no files in a browser: ${path}`);
};
