// What a graded submission may import as `autoencoders`: what notebooks import, without the course's own solutions.

export { adamw, chooseBackend, explainEagerSteps, type Backend } from '../../src/backend';
export * from '../../src/helpers';
export * from '../../src/layers';
export type { Autoencoder } from '../../src/models/autoencoder';
export * from './notebook-only';
