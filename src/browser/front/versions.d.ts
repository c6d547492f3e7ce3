/** Versions of packages, which the bundler writes. */
declare module 'autoencoders:versions' {
  export const versions: Record<'tslab' | 'typescript', string>;
}
