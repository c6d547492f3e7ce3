/** The numbers, flags and words that an object holds, to see whether one of them has changed since. */
export class Watched {
  private readonly count: number;
  private readonly keys: string[];
  private readonly values: unknown[];

  constructor(private readonly object: Record<string, unknown>) {
    const all = Object.keys(object);
    this.count = all.length;
    this.keys = all.filter((key) => !isObject(object[key]));
    this.values = this.keys.map((key) => object[key]);
  }

  /** Asked before every step, so a loop that makes nothing. */
  get hasChanged(): boolean {
    const { object, keys, values } = this;
    for (let i = 0; i < keys.length; i++) if (!Object.is(object[keys[i]!], values[i])) return true;
    return Object.keys(object).length !== this.count;
  }
}

const isObject = (value: unknown): boolean =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';
