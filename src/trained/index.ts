export { loadTrained, type Trained } from './load-trained';
