/** What nearly every notebook imports. */
export const usualImports = "import * as tf from '@tensorflow/tfjs';\nimport * as ae from 'autoencoders';";
