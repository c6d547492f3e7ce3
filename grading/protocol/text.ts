/** A message as text, including NaN and Infinity, which JSON lacks and a loss may be. */
export const toText = (message: unknown): string =>
  JSON.stringify(message, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { notFinite: String(value) } : value,
  );

/** @throws if `text` is not JSON */
export const fromText = (text: string): unknown =>
  JSON.parse(text, (_key, value: unknown) => {
    const notFinite = (value as { notFinite?: unknown } | null)?.notFinite;
    return typeof notFinite === 'string' ? Number(notFinite) : value;
  });

/** The message of anything that was thrown, even if it has none, or if reading it throws. */
export function messageOf(thrown: unknown): string {
  try {
    const message = thrown instanceof Error ? thrown.message : thrown;
    return String(message).slice(0, 2000);
  } catch {
    return 'something was thrown that has no message';
  }
}
