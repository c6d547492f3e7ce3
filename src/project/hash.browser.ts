/**
 * The SHA-256 of bytes, in hexadecimal.
 *
 * @throws if the page was loaded over plain http, where browsers do not compute it
 */
export async function toSha256(bytes: Uint8Array): Promise<string> {
  const { subtle } = globalThis.crypto as Partial<Crypto>;
  if (!subtle)
    throw new Error('files cannot be verified on a page that was loaded over http; open it over https');
  const hash = new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
