import { deflateRawSync } from 'node:zlib';

/** An entry as it is written, whether or not that makes sense. */
export interface RawEntry {
  name: string | Buffer;
  data?: string | Buffer;
  /** The bits of its general purpose flag; 0x800 says that the name is UTF-8. */
  flags?: number;
  method?: number;
  /** The mode of Unix: 0o100644 is a file, 0o120777 a link. */
  mode?: number;
  /** What it says of the size. */
  size?: number;
  /** Where it says that it is. */
  offset?: number;
  time?: Date;
}

/** A zip of these entries, byte by byte: libraries refuse to write what attackers do. */
export function toZip(entries: RawEntry[], { count = entries.length }: { count?: number } = {}): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, data = '', flags = 0x800, method = 8, mode = 0o100644, size, offset, time } of entries) {
    const bytes = Buffer.from(data as string);
    const packed = method === 8 ? deflateRawSync(bytes, { level: 9 }) : bytes;
    const title = Buffer.from(name as string);
    const date = time ?? new Date(2026, 0, 1);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt16LE((date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1), 6);
    common.writeUInt16LE(
      ((date.getFullYear() - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate(),
      8,
    );
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size ?? bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    bodies.push(Buffer.from('PK\x03\x04'), common, title, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset ?? at, 10);
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), common, tail, title);
    at += 30 + title.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, listed, end]);
}

const table = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 255]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** The zip of files, given their contents by name. */
export const zipOf = (files: Record<string, string | Buffer>): Buffer =>
  toZip(Object.entries(files).map(([name, data]) => ({ name, data })));
