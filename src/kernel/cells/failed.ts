/** Remembers which values a failed cell would have replaced, because a learner may take the old one for the new. */
export class FailedCells {
  private readonly failed = new Map<string, { cell: string; value: unknown }>();
  private before = new Map<string, unknown>();

  /** @param read the current value of a name, if any */
  constructor(private readonly read: (name: string) => unknown) {}

  /** Records the values of the names that a cell declares, before it runs. */
  begin(names: string[]): void {
    this.before = new Map(names.map((name) => [name, this.read(name)]));
  }

  /** Records how the cell ended. */
  end(cell: string, failed: boolean): void {
    for (const [name, value] of this.before)
      if (failed && value !== undefined && this.read(name) === value) this.failed.set(name, { cell, value });
      else this.failed.delete(name);
  }

  /** The cell that would have replaced `value` if it had not failed, `cell [3]`, if there is one. */
  since(value: unknown): string | undefined {
    return [...this.failed.values()].find((entry) => entry.value === value)?.cell;
  }
}
