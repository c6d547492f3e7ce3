export { adamw, chooseBackend, type Backend } from './backend';
export { assertPicture, assertRange, assertSizes } from './helpers/assert';
export * from './layers';
export type { Autoencoder } from './models/autoencoder';
export { autoencoder as vanillaAutoencoder } from './models/0-vanilla';
export { autoencoder as sparseAutoencoder } from './models/1-sparse';
export { autoencoder as convolutionalAutoencoder } from './models/2-convolutional';
export { autoencoder as variationalAutoencoder } from './models/3-variational';
