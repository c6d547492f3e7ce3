export { adamw } from './adamw';
export { chooseBackend, type Backend } from './choose';
export { explainEagerSteps } from './graph/install';
