/**
 * Twelve characters that no other output has, for the id of an element. They do not come from `Math.random`, whose numbers a
 * learner may have seeded.
 */
export const uniqueId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
