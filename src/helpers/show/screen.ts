import type { Trace, Layout } from './figure/figure';

type Plot = (data: unknown, layout: Layout) => void;

/** Whether this computer can open a browser tab for somebody at a terminal. */
export const hasScreen = (): boolean =>
  process.stdout.isTTY &&
  (process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY));

/** Draws a figure, or a stream of traces, in a browser tab. */
export const openTab = (data: Trace[] | object, layout: Layout): void =>
  (require('nodeplotlib') as { plot: Plot }).plot(data, layout);
