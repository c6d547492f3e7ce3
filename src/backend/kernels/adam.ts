import * as tf from '@tensorflow/tfjs';
import { hasOwnOperations, native } from '../tfjs/runtime';
import { floatAttribute, isFloat } from './kernel';

/** The untyped members of `tf.AdamOptimizer` that an update uses. */
interface Adam {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  accBeta1: tf.Variable;
  accBeta2: tf.Variable;
  accumulatedFirstMoment: { originalName: string; variable: tf.Variable }[];
  accumulatedSecondMoment: { originalName: string; variable: tf.Variable }[];
  incrementIterations(): void;
  applyGradients(gradients: tf.NamedTensorMap | { name: string; tensor: tf.Tensor }[]): void;
}

/** Adam's update of a weight as one operation (ops/adam.cc); tfjs needs 13. */
export function installAdam(): void {
  const prototype = tf.AdamOptimizer.prototype as unknown as Adam;
  const { applyGradients } = prototype;
  prototype.applyGradients = function (gradients) {
    if (!hasOwnOperations()) return applyGradients.call(this, gradients);
    const named = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    if (!named.every(({ name, tensor }, i) => tensor == null || isUpdatable(this, name, tensor, i)))
      return applyGradients.call(this, gradients);
    tf.tidy(() => {
      named.forEach(({ name, tensor: gradient }, i) => {
        const weight = tf.engine().registeredVariables[name]!;
        const m = (this.accumulatedFirstMoment[i] ??= slot(`${name}/m`, weight)).variable;
        const v = (this.accumulatedSecondMoment[i] ??= slot(`${name}/v`, weight)).variable;
        if (gradient != null) update(this, weight, m, v, gradient);
      });
      this.accBeta1.assign(tf.mul(this.accBeta1, this.beta1));
      this.accBeta2.assign(tf.mul(this.accBeta2, this.beta2));
    });
    this.incrementIterations();
  };
}

const slot = (originalName: string, weight: tf.Variable) => ({
  originalName,
  variable: tf.tidy(() => tf.zerosLike(weight).variable(false)),
});

/** Whether weight, gradient and moments have the same shape. If not (moments of another model), tfjs reports the error. */
function isUpdatable(adam: Adam, name: string, gradient: tf.Tensor, i: number): boolean {
  const weight = tf.engine().registeredVariables[name];
  const moments = [adam.accumulatedFirstMoment[i], adam.accumulatedSecondMoment[i]];
  const tensors = [weight, ...moments.map((moment) => (moment ? moment.variable : weight)), gradient];
  return tensors.every(
    (tensor) => tensor && isFloat(tensor) && tf.util.arraysEqual(tensor.shape, weight!.shape),
  );
}

function update(adam: Adam, weight: tf.Variable, m: tf.Variable, v: tf.Variable, gradient: tf.Tensor): void {
  const attributes = [
    floatAttribute('learning_rate', adam.learningRate),
    floatAttribute('beta1', adam.beta1),
    floatAttribute('beta2', adam.beta2),
    floatAttribute('one_minus_beta1', 1 - adam.beta1),
    floatAttribute('one_minus_beta2', 1 - adam.beta2),
    floatAttribute('epsilon', adam.epsilon),
  ];
  const inputs = [weight, m, v, gradient, adam.accBeta1, adam.accBeta2];
  const updated = native().executeMultipleOutputs('AutoencodersAdam', attributes, inputs, 3);
  [weight, m, v].forEach((variable, i) => variable.assign(updated[i]!));
}
