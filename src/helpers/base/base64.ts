/** `String.fromCharCode` takes so many arguments everywhere. */
const atOnce = 0x2000;

/** Bytes in base64. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += atOnce)
    parts.push(String.fromCharCode(...bytes.subarray(start, start + atOnce)));
  return btoa(parts.join(''));
}
