import { display } from '../../src';

/** What a notebook displays for a value, by MIME type. */
export const bundleOf = (value: unknown): Record<string, string> =>
  (value as Record<symbol, () => Record<string, string>>)[display]!();
