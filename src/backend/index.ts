export { adamw } from './training/adamw';
export { resetAfterCut } from './tfjs/cut';
export { chooseBackend, type Backend } from './choose';
export { explainEagerSteps } from './graph/install';
