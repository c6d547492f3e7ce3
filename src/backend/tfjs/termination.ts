const resets: (() => void)[] = [];

/**
 * Registers how a part of the backend resets itself. A notebook's Stop terminates code anywhere, and V8 then runs no
 * `finally`: temporary state of a step would otherwise remain forever.
 */
export function onTermination(reset: () => void): void {
  resets.push(reset);
}

/** Resets the backend after code was terminated to its state between two events. */
export function resetAfterTermination(): void {
  for (const reset of resets) reset();
}
