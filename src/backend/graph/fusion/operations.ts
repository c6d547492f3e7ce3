import type { Operation, Source } from '../record/recorder';

/** The operations of a step during fusion: they keep their index, and unused ones are dropped. */
export class Operations {
  readonly list: Operation[];
  private readonly moved = new Map<string, Source>();
  private uses = new Map<number, number>();

  constructor(
    recorded: Operation[],
    private readonly roots: Source[],
  ) {
    this.list = recorded.map((operation) => ({ ...operation }));
  }

  /** Calls `visit` for every operation, in order, with its current inputs. */
  forEach(visit: (operation: Operation, index: number) => void): void {
    this.list.forEach((operation, i) => {
      operation.inputs = operation.inputs.map((input) => this.now(input));
      visit(operation, i);
    });
  }

  /** The current replacement of `source`. */
  now(source: Source): Source {
    const to = this.moved.get(keyOf(source));
    return to ? this.now(to) : source;
  }

  /** Replaces the first output of the operation `index` by `to`. */
  move(index: number, to: Source): void {
    this.moved.set(`${index}:0`, to);
  }

  /** The operation with the output `source`. */
  of(source: Source | undefined): Operation | undefined {
    return source?.from === 'operation' ? this.list[source.index] : undefined;
  }

  countUses(): void {
    this.uses = new Map();
    const roots = this.roots.map((root) => this.now(root));
    const live = this.findLive(roots, []);
    for (const source of [...roots, ...[...live].flatMap((i) => this.list[i]!.inputs)])
      if (source.from === 'operation') this.uses.set(source.index, this.usesOf(source.index) + 1);
  }

  /** How many inputs and results used the operation `index` when uses were counted. */
  usesOf(index: number): number {
    return this.uses.get(index) ?? 0;
  }

  isUsedOnce(source: Source | undefined): boolean {
    return source?.from === 'operation' && this.usesOf(source.index) === 1;
  }

  /** The operations that `roots` and the operations `first` need, including these, in order. */
  findLive(roots: Source[], first: number[]): number[] {
    const live = new Set<number>();
    const add = (i: number): void => {
      if (live.has(i)) return;
      live.add(i);
      this.list[i]!.inputs.forEach(addSource);
    };
    const addSource = (source: Source): void => {
      const { from, index } = this.now(source) as { from: string; index: number };
      if (from === 'operation') add(index);
    };
    roots.forEach(addSource);
    first.forEach(add);
    return [...live].sort((a, b) => a - b);
  }
}

/** A key for the operation output `source`; empty if it is not one. */
const keyOf = (source: Source): string =>
  source.from === 'operation' ? `${source.index}:${source.output}` : '';

export const attributeOf = ({ attributes }: Operation, name: string): unknown =>
  attributes.find((attribute) => attribute.name === name)?.value;
