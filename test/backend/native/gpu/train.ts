// node -r ... train.ts [plain]: trains each task for some steps and prints what happened, as JSON. `plain` keeps our own
// operations out on the processor too, as a GPU does.
import * as tf from '@tensorflow/tfjs';
import { build } from '../../../../scripts/bench/models';
import { noise, setStartWeights } from '../../../../scripts/bench/work';
import { chooseBackend, explainEagerSteps } from '../../../../src/backend';
import { GraphDefBuilder } from '../../../../src/backend/session/graph-def';
import { native } from '../../../../src/backend/tfjs/runtime';
import { slugs } from '../../../../src/course/slugs';

/** What a training did: `operations` are those that TensorFlow ran, in graphs or alone. */
export interface Trained {
  device: 'CPU' | 'GPU';
  losses: Record<string, number[]>;
  operations: string[];
  whyEager: string[];
}

async function main(): Promise<void> {
  await chooseBackend();
  const backend = native();
  const device = backend.isUsingGpuDevice ? 'GPU' : 'CPU';
  if (process.argv[2] === 'plain') backend.isUsingGpuDevice = true;
  const operations = new Set<string>();
  const { add } = GraphDefBuilder.prototype;
  GraphDefBuilder.prototype.add = function (name, op, ...rest) {
    operations.add(op);
    return add.call(this, name, op, ...rest);
  };
  const { binding } = backend;
  backend.binding = Object.create(binding, {
    executeOp: {
      value: (...args: Parameters<typeof binding.executeOp>) => {
        operations.add(args[0]);
        return binding.executeOp(...args);
      },
    },
  }) as typeof binding;
  const losses: Trained['losses'] = {};
  const whyEager: string[] = [];
  for (const task of slugs) {
    const model = build(task);
    setStartWeights(model);
    const shape = [32, ...model.inputs[0]!.shape.slice(1)] as number[];
    const size = tf.util.sizeFromShape(shape);
    const x = tf.tensor(
      Float32Array.from({ length: size }, (_, i) => noise(i, 7)),
      shape,
    );
    losses[task] = [];
    for (let i = 0; i < 6; i++) losses[task].push([await model.trainOnBatch(x, x)].flat()[0]!);
    whyEager.push(...explainEagerSteps(model));
    model.dispose();
  }
  const done: Trained = { device, losses, operations: [...operations].sort(), whyEager };
  console.log(JSON.stringify(done));
}

void main();
