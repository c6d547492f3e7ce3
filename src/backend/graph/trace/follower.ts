import * as tf from '@tensorflow/tfjs';
import { observe } from '../../tfjs/user-code';
import { dataOf, toTensor, type Values } from '../../tfjs/runtime';
import { engine, withHook, withTape, type KernelCall, type Outputs } from './hooks';
import { isSameEvent, type Event, type Script } from './script';
import { StandIn } from './stand-in';
import { Tracer, type Custom } from './tracer';
import { mapLeaves, Ref } from './tree';

/**
 * Runs the user code of a step, each piece once, on placeholder tensors for the results of the step's graph, as long as it
 * does the same as before. If it does something new, or reads a value, the values it needs are computed.
 */
export class Follower extends Tracer {
  private isComputing = false;
  private readonly changed: { variable: tf.Variable; before: tf.Tensor }[] = [];

  /**
   * @param scripts what the code did in earlier steps
   * @param forward runs the step's forward pass, eagerly
   */
  constructor(
    batch: tf.Tensor[],
    private readonly of: Custom,
    private scripts: Script[],
    private readonly forward: () => void,
  ) {
    super(batch, of);
  }

  /** The script that the code followed to its end; undefined if there is none. */
  follow(): Script | undefined {
    const isTaped = this.scripts[0]!.isTaped;
    const run = (work: () => void) => tf.tidy(() => (isTaped ? withTape(work) : work()));
    run(() => {
      for (;;) {
        const next = this.scripts[0]?.events[this.events.length];
        if (next?.kind !== 'call') break;
        const args = mapLeaves(next.tree, (leaf) => (leaf instanceof Ref ? this.tensorOf(leaf) : leaf));
        const { penalties } = this.run(next.subject, next.code, args as never) as { penalties?: tf.Tensor[] };
        if (penalties) tf.dispose(penalties); // they are kept until the model has summed them
      }
    });
    return this.scripts.find(
      ({ events, fixed }) =>
        events.length === this.events.length && [...fixed].every(([i, values]) => this.isSame(i, values)),
    );
  }

  /** Whether the code still holds a stand-in; gives each its value. */
  settle(): boolean {
    const isHeld = this.tensors.some((tensor) => !tensor.isDisposed && dataOf(tensor) instanceof StandIn);
    if (isHeld) this.compute();
    return isHeld;
  }

  /** Reverts the code's assignments, for the step that repeats them. */
  undo(): void {
    for (const { variable, before } of this.changed.reverse()) {
      variable.assign(before);
      before.dispose();
    }
  }

  override kernel(call: KernelCall, execute: () => Outputs): Outputs {
    if (!call.kernelName || engine().state.gradientDepth > this.gradientDepth) this.compute();
    return super.kernel(call, execute);
  }

  override assign(variable: tf.Variable, value: tf.Tensor, execute: () => void): void {
    this.compute();
    const before = withHook(undefined, () => tf.keep(tf.clone(variable)));
    this.changed.push({ variable, before });
    super.assign(variable, value, execute);
  }

  protected override add(event: Event): void {
    const at = this.events.length;
    super.add(event);
    this.scripts = this.scripts.filter(({ events }) => isSameEvent(events[at], event));
  }

  protected override outputsOf(execute: () => Outputs): Outputs {
    const [script] = this.scripts;
    if (!script) {
      this.compute();
      return execute();
    }
    const { outputs } = script.events[this.events.length - 1] as Event & { kind: 'kernel' };
    const first = this.tensors.length;
    const made = Array.from({ length: outputs ?? 1 }, (_, i) => this.standIn(first + i));
    return outputs === undefined ? made[0]! : made;
  }

  private tensorOf(ref: Ref): tf.Tensor {
    if (this.tensors[ref.index]) return this.tensors[ref.index]!;
    const tensor = this.standIn(ref.index);
    this.bind(tensor);
    return tensor;
  }

  private standIn(index: number): tf.Tensor {
    const { shape, dtype } = this.scripts[0]!.infos[index]!;
    return toTensor(new StandIn(shape, dtypes[dtype]!, () => this.compute()));
  }

  private isSame(index: number, values: Values): boolean {
    const own = this.constants.get(index);
    return own?.length === values.length && own.every((value, i) => Object.is(value, values[i]));
  }

  /** From now on, operations are computed: every stand-in gets its value in this step. */
  private compute(): void {
    if (this.isComputing) return;
    this.isComputing = true;
    this.scripts = [];
    const values = withHook(undefined, () => computeValues(this.batch, this.of, this, this.forward));
    this.tensors.forEach((tensor, i) => {
      const data = tensor.isDisposed ? undefined : dataOf(tensor);
      if (!(data instanceof StandIn)) return;
      if (values.has(i)) data.values = values.get(i)!;
      else tensor.dispose(); // as the model has done by this point
    });
  }
}

const dtypes: Record<string, number> = { float32: 1, int32: 3, bool: 10 };

/** The values of all tensors in `done`, the pieces of user code that have run, from a forward pass that replays them. */
function computeValues(
  batch: tf.Tensor[],
  custom: Custom,
  done: { events: Event[]; constants: Map<number, Values> },
  forward: () => void,
): Map<number, Values> {
  const found = new Map<number, Values>();
  const end = new Error('all that ran has been repeated');
  class Repeater extends Tracer {
    protected override afterRepeating(): void {
      this.tensors.forEach((tensor, i) => {
        if (!tensor.isDisposed) found.set(i, tensor.dataSync().slice() as Values);
      });
      throw end;
    }
  }
  const repeater = new Repeater(batch, custom, { ...done, events: [...done.events] });
  const variables = Object.values(tf.engine().registeredVariables);
  const before = variables.map((variable) => tf.keep(tf.clone(variable)));
  try {
    observe(repeater, () => tf.tidy(forward));
  } catch (error) {
    if (error !== end) throw error;
  } finally {
    repeater.end();
    // Batch normalization, for example, changes its averages in a forward pass.
    variables.forEach((variable, i) => {
      if (!variable.isDisposed && variable.dataId !== before[i]!.dataId) variable.assign(before[i]!);
    });
    tf.dispose(before);
  }
  return found;
}
