import type { Results } from './results';

/** `value` as JSON for people and programs: indented, non-ASCII characters as they are. */
export const toJson = (value: unknown): string => JSON.stringify(value, null, 2);

/** All of `results`, as `results.schema.json` describes. */
export const renderJson = (results: Results): string => toJson(results);
