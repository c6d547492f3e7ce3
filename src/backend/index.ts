export { chooseBackend, type Backend } from './choose';
