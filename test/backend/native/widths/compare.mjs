/** The faults in what `programs.ts` prints, compared with what it prints with plain tfjs-node. */
export function compare(plain, got) {
  const [expected, outcomes] = [plain, got].map((printed) =>
    printed
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line)),
  );
  if (!expected.length || outcomes.length !== expected.length)
    return [`${outcomes.length} results instead of ${expected.length}`];
  return expected.flatMap((outcome, i) =>
    Object.entries(outcome).flatMap(([name, numbers]) => {
      const scale = Math.max(1e-30, ...numbers.map(Math.abs));
      const at = numbers.findIndex((number, k) => !(Math.abs(outcomes[i][name][k] - number) <= 1e-4 * scale));
      return at < 0
        ? []
        : [`program ${i}, ${name}[${at}]: ${outcomes[i][name][at]}, expected ${numbers[at]}`];
    }),
  );
}
