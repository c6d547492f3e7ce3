import * as tf from '@tensorflow/tfjs';

/** Where TensorFlow.js stands before a cell, to come back to when the cell is cut short. */
export function markState(): () => Promise<void> {
  const { state } = tf.engine();
  const depth = state.scopeStack.length;
  const { gradientDepth, kernelDepth, activeTape } = state;
  return async () => {
    const engine = tf.engine();
    // a scope that `tf.tidy` opened and could not close would dispose of what later cells make
    while (state.scopeStack.length > depth) engine.endScope();
    Object.assign(state, { gradientDepth, kernelDepth, activeTape });
  };
}
