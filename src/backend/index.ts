export { adamw } from './adamw';
export { chooseBackend, type Backend } from './choose';
