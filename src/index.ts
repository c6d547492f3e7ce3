export { adamw, chooseBackend, type Backend } from './backend';
export { assertPicture, assertRange, assertSizes } from './helpers/assert';
export * from './layers';
export * from './models';
