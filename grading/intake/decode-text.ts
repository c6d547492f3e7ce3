import { Unreadable } from './found';

/**
 * The text of a file: UTF-8, UTF-16 with its mark at the start, or, if it is neither, Windows-1252, in which old editors save.
 *
 * @throws Unreadable if it is not text
 */
export function decodeText(bytes: Buffer): string {
  const [first, second] = bytes;
  const utf16 =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : '';
  const text = utf16 ? new TextDecoder(utf16).decode(bytes) : decode8(bytes);
  if (text.includes('\0')) throw new Unreadable('it is not text: save it as UTF-8');
  return text;
}

function decode8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
