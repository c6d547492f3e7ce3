import { crc32, deflate, deflateFiltered } from '../../base/zlib';

const signature = Uint8Array.from('\x89PNG\r\n\x1a\n', (letter) => letter.charCodeAt(0));

/**
 * A PNG of 8 bits per number.
 *
 * Source: Portable Network Graphics (PNG) Specification, W3C 2003.
 *
 * @param colourType 3 for a palette, 4 for grey and opacity, 6 for colours and opacity
 * @param rows the rows, each of which starts with its filter
 * @param extra chunks between the header and the rows, `[type, bytes]`
 */
export function buildPng(
  width: number,
  height: number,
  colourType: 3 | 4 | 6,
  rows: Uint8Array,
  extra: [type: string, data: Uint8Array][] = [],
): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, colourType], 8);
  const chunks: [string, Uint8Array][] = [
    ['IHDR', header],
    ...extra,
    ['IDAT', colourType === 3 ? deflate(rows) : deflateFiltered(rows)], // indices are not filtered
    ['IEND', new Uint8Array(0)],
  ];
  return concat([signature, ...chunks.map(([type, data]) => toChunk(type, data))]);
}

function toChunk(type: string, data: Uint8Array): Uint8Array {
  const body = concat([Uint8Array.from(type, (letter) => letter.charCodeAt(0)), data]);
  const frame = new DataView(new ArrayBuffer(8));
  frame.setUint32(0, data.length);
  frame.setUint32(4, crc32(body));
  const bytes = new Uint8Array(frame.buffer);
  return concat([bytes.subarray(0, 4), body, bytes.subarray(4)]);
}

function concat(parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
