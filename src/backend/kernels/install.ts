import { separateArrays } from '../data/ownership';
import { installActivations } from './activations';
import { installAdam } from './adam';
import { installBiases } from './biases';
import { installConvolutions } from './convolutions';
import { installCrossentropy } from './crossentropy';
import { installGather } from './gather';
import { installPixels } from './pixels';
import { installPointwise } from './pointwise';
import { installHost } from './host';
import { installProducts } from './products';
import { installRandom } from './random';
import { installResampling } from './resampling';

/** Gives the native backend faster kernels and gradients that TensorFlow has but tfjs does not use. */
export function installKernels(): void {
  separateArrays();
  installProducts();
  installBiases();
  installActivations();
  installRandom();
  installPointwise();
  installGather();
  installHost();
  installPixels();
  installAdam();
  installConvolutions();
  installCrossentropy();
  installResampling();
}
