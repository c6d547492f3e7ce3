/**
 * A page in a browser has no folder to write to.
 *
 * @throws always
 */
export function writeAtomic(path: string, _data: string | Uint8Array, _options?: { flush?: boolean }): void {
  throw new Error(
    `${path} cannot be written: a page in a browser has no folder. Display the picture, and save it with the right mouse button`,
  );
}

/** None: nothing is written. */
export const partsIn = (_folder: string): string[] => [];
