export { adamw } from './training/adamw';
export { resetAfterTermination } from './tfjs/termination';
export { chooseBackend, type Backend } from './choose';
export { explainEagerSteps } from './graph/install';
