export type { Autoencoder } from './autoencoder';
export { autoencoder as vanillaAutoencoder } from './0-vanilla';
export { autoencoder as sparseAutoencoder } from './1-sparse';
export { autoencoder as convolutionalAutoencoder } from './2-convolutional';
export { autoencoder as variationalAutoencoder } from './3-variational';
