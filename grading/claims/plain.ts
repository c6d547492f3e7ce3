import { ClaimError, type Form } from './schema';

/** JSON of any form, nested and long to a limit: a setting of a layer, or an argument after a call. */
export const plain: Form<unknown> = (value, at) => {
  let left = 2000;
  const copy = (value: unknown, depth: number): unknown => {
    if (depth > 8 || left-- <= 0) throw new ClaimError(`${at} is too large`);
    if (typeof value === 'string') return value.slice(0, 500);
    if (Array.isArray(value)) return value.map((one) => copy(one, depth + 1));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key.slice(0, 100), copy(one, depth + 1)]),
    );
  };
  return copy(value, 0);
};
