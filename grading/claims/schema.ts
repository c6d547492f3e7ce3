/** What a submission's process sent does not have the form of an answer. */
export class ClaimError extends Error {
  override readonly name = 'ClaimError';
}

/** Copies a value of one form out of something unknown. */
export type Form<T> = (value: unknown, at: string) => T;

const refuse = (at: string, expected: string): never => {
  throw new ClaimError(`${at} is not ${expected}`);
};

/** A whole number from `low` to `high`. */
export const whole =
  (low: number, high: number): Form<number> =>
  (value, at) =>
    Number.isInteger(value) && (value as number) >= low && (value as number) <= high
      ? (value as number)
      : refuse(at, `a whole number from ${low} to ${high}`);

/** Any number, also NaN and Infinity. */
export const number: Form<number> = (value, at) =>
  typeof value === 'number' ? value : refuse(at, 'a number');

/** Text; what is longer than `most` is cut off. */
export const text =
  (most: number): Form<string> =>
  (value, at) =>
    typeof value === 'string' ? value.slice(0, most) : refuse(at, 'text');

export const truth: Form<boolean> = (value, at) =>
  typeof value === 'boolean' ? value : refuse(at, 'true or false');

export const nothing: Form<void> = (value, at) => (value === null ? undefined : refuse(at, 'null'));

/** A list of at most `most`. */
export const list =
  <T>(of: Form<T>, most: number): Form<T[]> =>
  (value, at) =>
    Array.isArray(value) && value.length <= most
      ? value.map((one, i) => of(one, `${at}[${i}]`))
      : refuse(at, `a list of at most ${most}`);

/** An object with these keys; others are left out. */
export const object =
  <T>(keys: { [Key in keyof T]: Form<T[Key]> }): Form<T> =>
  (value, at) => {
    const given = asObject(value, at);
    const entries = Object.entries(keys) as [keyof T & string, Form<T[keyof T]>][];
    return Object.fromEntries(
      entries.map(([key, form]) => [
        key,
        form(Object.hasOwn(given, key) ? given[key] : undefined, `${at}.${key}`),
      ]),
    ) as T;
  };

/** An object with at most `most` keys of any names. */
export const record =
  <T>(of: Form<T>, most: number): Form<Record<string, T>> =>
  (value, at) => {
    const entries = Object.entries(asObject(value, at));
    if (entries.length > most) refuse(at, `an object of at most ${most} keys`);
    return Object.fromEntries(entries.map(([key, one]) => [key.slice(0, 100), of(one, `${at}.${key}`)]));
  };

export const either =
  <A, B>(first: Form<A>, second: Form<B>): Form<A | B> =>
  (value, at) => {
    try {
      return first(value, at);
    } catch (error) {
      if (!(error instanceof ClaimError)) throw error;
      return second(value, at);
    }
  };

export const orNull =
  <T>(of: Form<T>): Form<T | null> =>
  (value, at) =>
    value === null ? null : of(value, at);

function asObject(value: unknown, at: string): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return refuse(at, 'an object');
  return value as Record<string, unknown>;
}
