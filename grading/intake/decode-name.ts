/** A name of the file system or a zip as text; nothing if it is not UTF-8. */
export function decodeName(bytes: Buffer): string | undefined {
  const name = bytes.toString('utf8');
  return Buffer.from(name, 'utf8').equals(bytes) ? name : undefined;
}
