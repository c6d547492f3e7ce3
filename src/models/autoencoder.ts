import type { LayersModel } from '@tensorflow/tfjs';

/** What every task returns: `auto` applies `encoder`, then `decoder`; it shares their weights and is compiled. */
export interface Autoencoder {
  encoder: LayersModel;
  decoder: LayersModel;
  auto: LayersModel;
}
