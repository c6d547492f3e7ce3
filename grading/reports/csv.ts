import { stringify } from 'csv-stringify/sync';

/** A hyphen alone is no formula: it is how Moodle writes that there is no grade. */
const cast = { string: (value: string) => ({ value, escape_formulas: value !== '-' }) };

/**
 * Rows as CSV. A text that a spreadsheet would run as a formula (`=`, `+`, `-` or `@` at its start) gets an apostrophe in front;
 * empty cells are `null`.
 */
export const toCsv = (rows: (string | number | null)[][]): string => stringify(rows, { cast }).trimEnd();
