export { adamw, chooseBackend, type Backend } from './backend';
export type { Autoencoder } from './models/autoencoder';
export { autoencoder as vanillaAutoencoder } from './models/0-vanilla';
