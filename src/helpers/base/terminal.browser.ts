/** There is none. */
export const terminal = undefined;

/** A page has no terminal. */
export const isTerminal = (): boolean => false;

/** Never drawn. */
export class SingleBar {
  constructor() {
    throw new Error('a page has no terminal to draw a progress bar in');
  }
}
