import type { Bundle } from '../../protocol';
import type { Output } from './output';

/** Connects tslab's own `display` to the output of cells. */
export function connectTslabDisplay(output: Output): void {
  const jupyter = require('tslab/dist/jupyter.js') as { lastWriteDisplayData: unknown };
  jupyter.lastWriteDisplayData = (shown: { data: Bundle }, update: boolean) =>
    output.publish(update ? 'update_display_data' : 'display_data', {
      ...shown,
      data: parseJson(shown.data),
    });
}

/** tslab's `display.raw` accepts only text, but a JSON type must be an object. */
export function parseJson(data: Bundle): Bundle {
  const entries = Object.entries(data).map(([type, value]) => {
    if (!/^application\/(.+\+)?json$/.test(type) || typeof value !== 'string') return [type, value];
    return [type, JSON.parse(value) as unknown];
  });
  return Object.fromEntries(entries) as Bundle;
}
