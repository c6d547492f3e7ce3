import type * as tf from '@tensorflow/tfjs';
import { fuse, type Plan } from './fusion/fuse';
import { constant, fromKernel, GraphDefBuilder, shape, type } from '../session/graph-def';
import { markOwned } from '../data/owned';
import { frozenValues } from '../data/ownership';
import type { Operation, Recording, Source } from './record/recorder';
import { addHandle, type Residents } from '../session/resident';
import { Rows, type Feed } from '../data/rows';
import { dataOf, hasOwnOperations, native, toTensor, type Input, type Values } from '../tfjs/runtime';
import type { Session } from '../session/session';

/** A recorded step as one TensorFlow call. */
export class GraphStep {
  private readonly graph = new GraphDefBuilder();
  private readonly names = new Map<string, string>();
  /** The feeds, in order: tensors of the batch, by index, and other numbers. */
  private readonly fed: (number | Input)[] = [];
  private readonly shapes: number[][];
  private readonly plan: Plan;
  private readonly call: (feeds: Feed[]) => Values[];

  /**
   * @param name unique name of the step in its session
   * @throws if a node cannot represent an attribute of an operation
   */
  constructor(
    private readonly name: string,
    private readonly recording: Recording,
    private readonly batch: tf.Tensor[],
    results: tf.Tensor[],
    session: Session,
    private readonly residents: Residents,
  ) {
    this.plan = fuse(
      recording,
      batch.map(({ shape }) => shape),
      hasOwnOperations(),
    );
    this.plan.operations.forEach((operation, i) => this.addOperation(operation, i));
    const fetches = this.plan.results.map((source, i) =>
      this.graph.add(`${name}/result${i}`, 'Identity', [this.nodeOf(source)], {
        T: type(dataOf(results[i]!).dtype),
      }),
    );
    this.shapes = results.map((result) => result.shape);
    const targets = [...this.plan.updates.keys()].map((i) => `${name}/${i}`);
    for (const [variable, source] of this.plan.assigned) targets.push(this.addAssignment(variable, source));
    session.extend(this.graph.toBytes());
    const feeds = this.fed.map((feed) => `${name}/${nameOf(feed)}`);
    this.call = session.prepare(feeds, fetches, targets);
  }

  /** Runs the step on `batch`, with the recorded shapes, and the current numbers from `valuesOf`. */
  run(batch: tf.Tensor[], valuesOf: (input: Input) => Values): tf.Tensor[] {
    this.residents.enter();
    const arrays = this.call(
      this.fed.map((feed) => (typeof feed === 'number' ? feedOf(batch[feed]!) : valuesOf(feed))),
    );
    this.residents.forget(this.recording.assigned.keys());
    return arrays.map((values, i) =>
      toTensor({
        shape: this.shapes[i]!,
        dtype: dtypeOf(values),
        values: markOwned(values),
        id: -1,
        refCount: 1,
      }),
    );
  }

  private addOperation({ name, attributes, inputs }: Operation, index: number): void {
    const values = attributes.map((attribute) => {
      const value = fromKernel(attribute);
      if (!value) throw new Error(`attribute ${attribute.name} of ${name} cannot be represented in a graph`);
      return [attribute.name, value] as const;
    });
    const sources = inputs.map((input) => this.nodeOf(input));
    for (const other of this.plan.updates.get(index) ?? []) sources.push(`^${this.name}/${other}`);
    this.graph.add(`${this.name}/${index}`, name, sources, Object.fromEntries(values));
  }

  /** Assigns the new value after the old one has been read. */
  private addAssignment(variable: tf.Variable, source: Source): string {
    const handle = this.handleOf(variable);
    const reader = this.names.get(`${this.residents.nameOf(variable)}/read`);
    const value = this.ownedBy(handle, variable, source);
    const inputs = [handle, value, ...(reader ? [`^${reader}`] : [])];
    const dtype = type(dataOf(variable).dtype);
    return this.graph.add(`${handle}/assign`, 'AssignVariableOp', inputs, { dtype });
  }

  /** The new value in its own memory, which may be changed in place later. */
  private ownedBy(handle: string, variable: tf.Variable, source: Source): string {
    const value = this.nodeOf(source);
    const operation = source.from === 'operation' && this.plan.operations.get(source.index)!.name;
    const isOwned = operation && ['Add', 'AddV2', 'Sub', 'Mul', 'RealDiv'].includes(operation);
    if (isOwned || variable.dtype !== 'float32' || !hasOwnOperations()) return value;
    return this.graph.add(`${handle}/copy`, 'AutoencodersCopy', [value]);
  }

  /** The name of the output `source`; adds its node on first use. */
  private nodeOf(source: Source): string {
    if (source.from === 'operation')
      return `${this.name}/${source.index}` + (source.output ? `:${source.output}` : '');
    if (source.from === 'variable') {
      const handle = this.handleOf(source.variable);
      const dtype = type(dataOf(source.variable).dtype);
      return this.once(`${this.residents.nameOf(source.variable)}/read`, (name) =>
        this.graph.add(name, 'ReadVariableOp', [handle], { dtype }),
      );
    }
    if (source.from === 'constant') {
      const { shape: dims, dtype, values, input } = this.recording.constants[source.index]!;
      if (input) return this.feed(input, dtype, dims);
      const attributes = { dtype: type(dtype), value: constant(dims, dtype, values) };
      return this.once(`constant${source.index}`, (name) => this.graph.add(name, 'Const', [], attributes));
    }
    const tensor = this.batch[source.index]!;
    return this.feed(source.index, dataOf(tensor).dtype, tensor.shape);
  }

  private feed(feed: number | Input, dtype: number, dims: number[]): string {
    return this.once(nameOf(feed), (name) => {
      this.fed.push(feed);
      return this.graph.add(name, 'Placeholder', [], { dtype: type(dtype), shape: shape(dims) });
    });
  }

  /** Nodes with the same `shared_name` refer to the same variable in all graphs of the session. */
  private handleOf(variable: tf.Variable): string {
    const shared = this.residents.nameOf(variable);
    return this.once(shared, (name) => addHandle(this.graph, name, shared, variable));
  }

  private once(key: string, add: (name: string) => string): string {
    let name = this.names.get(key);
    if (!name) this.names.set(key, (name = add(`${this.name}/${key}`)));
    return name;
  }
}

const nameOf = (feed: number | Input): string =>
  typeof feed === 'number' ? `batch${feed}` : 'draw' in feed ? `draw${feed.draw}` : `number${feed.ref}`;

function feedOf(tensor: tf.Tensor): Feed {
  const data = dataOf(tensor);
  if (data instanceof Rows && data.id < 0) return data.feed;
  return frozenValues(data) ?? native().binding.tensorDataSync(data.id);
}

const dtypeOf = (values: Values): number =>
  values instanceof Float32Array ? 1 : values instanceof Int32Array ? 3 : 10;
