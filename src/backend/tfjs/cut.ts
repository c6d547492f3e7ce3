const resets: (() => void)[] = [];

/**
 * Notes how a part of the backend comes back to rest. A notebook's Stop cuts code where it stands, and V8 then runs no
 * `finally`: what holds only while a step runs would hold ever after.
 */
export function onCut(reset: () => void): void {
  resets.push(reset);
}

/** Brings the backend back to rest after code was cut; between two events that is where it is. */
export function resetAfterCut(): void {
  for (const reset of resets) reset();
}
