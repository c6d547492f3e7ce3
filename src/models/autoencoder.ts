import type { LayersModel } from '@tensorflow/tfjs';

/** What every task returns: `auto` is `decoder` after `encoder`, shares their weights and is compiled. */
export interface Autoencoder {
  encoder: LayersModel;
  decoder: LayersModel;
  auto: LayersModel;
}
