import { hideCpuAdvice } from './fallback/cpu';
import { installUpsampling } from './fallback/upsampling';
import { installNanWarning } from './training/nan-loss';
import { installSteps } from './training/step';

/** What every backend needs, in Node and in a browser: Keras' training step, the warning of NaN, tfjs' faults mended. */
export function installFixes(): void {
  hideCpuAdvice();
  installSteps();
  installNanWarning();
  installUpsampling('cpu');
}
