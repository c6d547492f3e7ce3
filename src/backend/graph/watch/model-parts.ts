import * as tf from '@tensorflow/tfjs';
import { regularizerOf } from '../../training/penalties';
import type { TrainedModel } from '../../training/step';
import { isPure, isPureFunction } from './pure';
import type { Custom } from '../trace/tracer';
import { Watched } from './watched';

/** Everything that the steps of a model depend on, except their batch and the values of variables. */
export class ModelParts implements Custom {
  private readonly watched: Watched[];
  private readonly customLayers = new Set<object>();
  private readonly isModelCustom: boolean;
  private readonly isOptimizerCustom: boolean;

  constructor(model: TrainedModel) {
    const { optimizer_ } = model;
    this.isModelCustom = !isPure(model) || hasOwnMethods(model);
    this.isOptimizerCustom = optimizer_ !== undefined && new Watched(optimizer_).hasCustomCode;
    const compiled = ['optimizer_', 'lossFunctions', 'metricsTensors', 'collectedTrainableWeights'];
    const shared = new Set<object>();
    this.watched = [new Watched(model, compiled, shared)];
    for (const layer of layersOf(model as { layers?: object[] })) {
      const watched = new Watched(layer, undefined, shared);
      if (watched.hasCustomCode) this.customLayers.add(layer);
      this.watched.push(watched);
    }
  }

  /** Whether one of them has changed since this was created. */
  get haveChanged(): boolean {
    for (const part of this.watched) if (part.hasChanged) return true;
    return false;
  }

  /** Why no training step, or no step at all, can be a graph, if that is so. */
  whyEager(isTraining: boolean): string | undefined {
    if (this.isModelCustom) return 'the class of its model is custom';
    return isTraining && this.isOptimizerCustom ? 'its optimizer is custom' : undefined;
  }

  isCustomLayer(layer: object): boolean {
    return this.customLayers.has(layer);
  }

  isCustomFunction(fn: (...args: never[]) => unknown): boolean {
    const regularizer = regularizerOf(fn);
    return regularizer ? new Watched(regularizer).hasCustomCode : !isPureFunction(fn);
  }
}

/** The layers of `model`, with nested models replaced by their layers. */
function layersOf(model: { layers?: object[] }): object[] {
  return (model.layers ?? []).flatMap((layer) =>
    layer instanceof tf.LayersModel && isPure(layer) && !hasOwnMethods(layer)
      ? layersOf(layer as { layers?: object[] })
      : [layer],
  );
}

/** Whether `model` itself overrides a method of its class. */
function hasOwnMethods(model: object): boolean {
  const prototype = Object.getPrototypeOf(model) as object;
  return Object.entries(model).some(([name, value]) => typeof value === 'function' && name in prototype);
}
