import type { Attribute, Binding } from '../tfjs/runtime';
import { native } from '../tfjs/runtime';

/* eslint-disable @typescript-eslint/no-explicit-any -- the classes that protoc generated for tfjs have no types */
const messages = (): any => require('@tensorflow/tfjs-node-gpu/dist/proto/api_pb');

/** The GraphDef version of the nodes (TensorFlow 2.18 and later read it). */
const producer = 1882;

/** Builds a GraphDef, TensorFlow's description of a graph, node by node. */
export class GraphDefBuilder {
  private nodes: any[] = [];

  /** The number of nodes. */
  get size(): number {
    return this.nodes.length;
  }

  /** Adds a node and returns its name. `^name` among `inputs` waits for a node without taking its output. */
  add(name: string, op: string, inputs: string[], attributes: Record<string, AttributeValue> = {}): string {
    const { NodeDef } = messages();
    const node = new NodeDef();
    node.setName(name);
    node.setOp(op);
    node.setInputList(inputs);
    for (const [key, value] of Object.entries(attributes)) node.getAttrMap().set(key, value);
    this.nodes.push(node);
    return name;
  }

  /** Sets an attribute on every node so far for which `where` returns true. */
  mark(key: string, value: AttributeValue, where: (op: string) => boolean): void {
    for (const node of this.nodes) if (where(node.getOp())) node.getAttrMap().set(key, value);
  }

  toBytes(): Uint8Array {
    const { GraphDef, VersionDef } = messages();
    const graph = new GraphDef();
    graph.setNodeList(this.nodes);
    const version = new VersionDef();
    version.setProducer(producer);
    graph.setVersions(version);
    return graph.serializeBinary();
  }
}

/** A protobuf AttrValue. */
export type AttributeValue = { readonly attrValue: unique symbol };

function attribute(set: (value: any) => void): AttributeValue {
  const { AttrValue } = messages();
  const value = new AttrValue();
  set(value);
  return value;
}

const list = (set: (value: any) => void): AttributeValue => {
  const { AttrValue } = messages();
  return attribute((value) => {
    const items = new AttrValue.ListValue();
    set(items);
    value.setList(items);
  });
};

export const type = (dtype: number) => attribute((value) => value.setType(dtype));
export const bool = (x: boolean) => attribute((value) => value.setB(x));
export const int = (x: number) => attribute((value) => value.setI(x));
export const float = (x: number) => attribute((value) => value.setF(x));
export const text = (x: string) => attribute((value) => value.setS(Buffer.from(x)));
export const shape = (dims: number[]) => attribute((value) => value.setShape(toShape(dims)));
export const ints = (xs: number[]) => list((items) => items.setIList(xs));

/** The value of a Const node. */
export function constant(dims: number[], dtype: number, values: ArrayBufferView): AttributeValue {
  const { Tensor } = messages();
  const tensor = new Tensor();
  tensor.setDtype(dtype);
  tensor.setTensorShape(toShape(dims));
  tensor.setTensorContent(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  return attribute((value) => value.setTensor(tensor));
}

function toShape(dims: number[]): unknown {
  const { TensorShape } = messages();
  const result = new TensorShape();
  result.setDimList(
    dims.map((size) => {
      const dim = new TensorShape.Dim();
      dim.setSize(size);
      return dim;
    }),
  );
  return result;
}

/** Converts a tfjs kernel's attribute to a node's; undefined for kinds that kernels here do not use. */
export function fromKernel({ type: kind, value }: Attribute): AttributeValue | undefined {
  const binding: Binding = native().binding;
  if (Array.isArray(value)) return kind === binding.TF_ATTR_INT ? ints(value) : undefined;
  switch (kind) {
    case binding.TF_ATTR_TYPE:
      return type(value as number);
    case binding.TF_ATTR_BOOL:
      return bool(value as boolean);
    case binding.TF_ATTR_INT:
      return int(value as number);
    case binding.TF_ATTR_FLOAT:
      return float(value as number);
    case binding.TF_ATTR_STRING:
      return text(value as string);
    case binding.TF_ATTR_SHAPE:
      return shape(value as number[]);
    default:
      return undefined;
  }
}
