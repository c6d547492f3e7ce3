import { display } from '../../src';

/** What a notebook shows of a value, by MIME type. */
export const bundleOf = (value: unknown): Record<string, string> =>
  (value as Record<symbol, () => Record<string, string>>)[display]!();
