import { installConvolutions } from './convolutions';
import { installFiles } from './files';
import { installIdentity } from './identity';
import { installProducts } from './products';
import { installSlices } from './slices';
import { startWasm } from './start-wasm';
import { installSums } from './sums';
import { installUpsampling } from './upsampling';

/**
 * Loads and selects tfjs' WebAssembly backend.
 *
 * @returns what is lacking to run it at full speed, or undefined
 */
export async function loadWasm(): Promise<string | undefined> {
  const lacking = await startWasm();
  installUpsampling('wasm');
  installProducts();
  installConvolutions();
  installSums();
  installSlices();
  installIdentity();
  installFiles();
  return lacking;
}
