export { adamw } from './adamw';
export { resetAfterCut } from './cut';
export { chooseBackend, type Backend } from './choose';
export { explainEagerSteps } from './graph/install';
