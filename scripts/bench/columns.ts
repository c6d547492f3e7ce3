/** The rows of a table in columns as wide as their longest cell; `isLeft` tells which columns hold text. */
export function toColumns(rows: string[][], isLeft: (column: number) => boolean): string[] {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const align = (cell: string, i: number) =>
    isLeft(i) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!);
  return rows.map((row) => row.map(align).join('  ').trimEnd());
}
