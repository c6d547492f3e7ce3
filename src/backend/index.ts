export { chooseBackend, type Backend } from './choose';
export { explainEagerSteps } from './graph/install';
export { adamw } from './training/adamw';
