type See = (colour: string) => unknown;

/** The parts of culori, which has no types of its own, that tests use. */
export const { wcagContrast, differenceCiede2000, ...sight } = require('culori') as {
  wcagContrast(a: string, b: string): number;
  differenceCiede2000(): (a: unknown, b: unknown) => number;
  filterDeficiencyProt(severity: number): See;
  filterDeficiencyDeuter(severity: number): See;
  filterDeficiencyTrit(severity: number): See;
  filterGrayscale(amount: number): See;
};
