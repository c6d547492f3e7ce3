import type { Layout, Trace } from './figure/figure';

/** A page shows figures in its notebook. */
export const hasScreen = (): boolean => false;

/**
 * A page opens no tab for a figure.
 *
 * @throws always
 */
export function openTab(_data: Trace[] | object, _layout: Layout): void {
  throw new Error('a page in a browser shows figures only in a notebook');
}
