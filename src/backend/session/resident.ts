import type * as tf from '@tensorflow/tfjs';
import { GraphDefBuilder, shape, text, type } from './graph-def';
import { markOwned } from '../data/owned';
import { dataOf, native, toTensor, type TensorData, type Values } from '../tfjs/runtime';
import { Session } from './session';

/** Data of a variable in a session; copied to JavaScript or to tfjs' kernels on request. */
class Resident implements TensorData {
  refCount = 1;
  id = -1;
  private host: Values | null = null;

  constructor(
    readonly shape: number[],
    readonly dtype: number,
    private read: (() => Values) | undefined,
  ) {}

  /** tfjs reads this to get the values, and sets it to null after creating the tensor `id` from them. */
  get values(): Values | null {
    return this.id >= 0 ? null : (this.host ??= this.read!());
  }

  set values(values: Values | null) {
    this.host = values;
  }

  get inSession(): boolean {
    return this.read !== undefined;
  }

  /** Called when the session's value has changed: drops copies of the old one. */
  forget(): void {
    if (this.id >= 0) native().binding.deleteTensor(this.id);
    this.id = -1;
    this.host = null;
  }

  /** Moves its value out of the session permanently. */
  leave(): void {
    if (this.id < 0) this.host ??= this.read!();
    this.read = undefined;
  }
}

interface Slot {
  variable: tf.Variable;
  name: string;
  resident?: Resident;
  assign: (values: Values) => void;
  read: () => Values;
}

/** The variables of one model, kept in a session between steps. */
export class Residents {
  private readonly slots = new Map<tf.Variable, Slot>();

  constructor(private readonly session: Session) {}

  /** The name of `variable` in the session, constant for the lifetime of the session. */
  nameOf(variable: tf.Variable): string {
    let slot = this.slots.get(variable);
    if (!slot) this.slots.set(variable, (slot = this.add(variable)));
    return slot.name;
  }

  /** Copies every variable's current value into the session. */
  enter(): void {
    for (const slot of this.slots.values()) {
      const data = dataOf(slot.variable);
      const { resident } = slot;
      if (data === resident && data.refCount === 1) continue;
      // Another tensor shares the old value and takes it over, or the variable was assigned from outside.
      if (resident?.inSession && resident.refCount > 0) resident.leave();
      if (data !== resident) slot.assign(data.values ?? native().binding.tensorDataSync(data.id));
      slot.resident = new Resident(data.shape, data.dtype, slot.read);
      const tensor = toTensor(slot.resident);
      slot.variable.assign(tensor);
      tensor.dispose();
    }
  }

  /** Called when a step has changed `variables` in the session. */
  forget(variables: Iterable<tf.Variable>): void {
    for (const variable of variables) this.slots.get(variable)!.resident!.forget();
  }

  /** Moves every value out of the session, which can then be closed. */
  leave(): void {
    for (const { resident } of this.slots.values()) if (resident?.inSession) resident.leave();
    this.slots.clear();
  }

  private add(variable: tf.Variable): Slot {
    const name = `variable${this.slots.size}`;
    const dtype = type(dataOf(variable).dtype);
    const graph = new GraphDefBuilder();
    addHandle(graph, name, name, variable);
    graph.add(`${name}/value`, 'Placeholder', [], { dtype, shape: shape(variable.shape) });
    graph.add(`${name}/assign`, 'AssignVariableOp', [name, `${name}/value`], { dtype });
    graph.add(`${name}/read`, 'ReadVariableOp', [name], { dtype });
    this.session.extend(graph.toBytes());
    const assign = this.session.prepare([`${name}/value`], [], [`${name}/assign`]);
    const read = this.session.prepare([], [`${name}/read`]);
    return { variable, name, assign: (values) => void assign([values]), read: () => markOwned(read([])[0]!) };
  }
}

/** Adds the node `name` that refers to the session's variable `shared`. */
export function addHandle(
  graph: GraphDefBuilder,
  name: string,
  shared: string,
  variable: tf.Variable,
): string {
  const dtype = type(dataOf(variable).dtype);
  return graph.add(name, 'VarHandleOp', [], {
    dtype,
    shape: shape(variable.shape),
    shared_name: text(shared),
  });
}
