export { adamw, chooseBackend, explainEagerSteps, type Backend } from './backend';
export * from './helpers';
export { loadMnist, toPixels, type LabelledImages, type SplitImages } from './helpers/mnist';
export { display, type Bundle } from './helpers/notebook';
export { buildPicture, compareImages, savePicture, type GridOptions, type Picture } from './helpers/pictures';
export { progress } from './helpers/progress';
export { seedRandom } from './helpers/random';
export * from './layers';
export * from './models';
