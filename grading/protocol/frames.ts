/** Bytes that are not a frame: what wrote them does not follow the protocol. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}

/** The bytes before the text of each frame: its length and the number of its question, as unsigned 32-bit integers. */
const headLength = 8;

/**
 * One message of the pipe between the grader and an isolated program.
 *
 * @param id the number of the question that it asks or answers
 */
export function toFrame(id: number, text: string): Buffer {
  const body = Buffer.from(text, 'utf8');
  const frame = Buffer.allocUnsafe(headLength + body.length);
  frame.writeUInt32BE(body.length, 0);
  frame.writeUInt32BE(id, 4);
  body.copy(frame, headLength);
  return frame;
}

/** Splits a stream of bytes into frames; never holds more than one of them. */
export class FrameReader {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private chunks: Buffer[] = [];
  private held = 0;
  private seen = 0;

  /**
   * @param limits the most bytes that one frame, and all frames together, may have
   * @param onFrame called for each frame
   */
  constructor(
    private readonly limits: { frame: number; total: number },
    private readonly onFrame: (id: number, text: string) => void,
  ) {}

  /** @throws FrameError if the bytes are not frames, or too many */
  push(chunk: Buffer): void {
    this.seen += chunk.length;
    if (this.seen > this.limits.total) throw new FrameError('it sends too much data');
    this.chunks.push(chunk);
    this.held += chunk.length;
    while (this.held >= headLength) {
      const head = this.peek(headLength);
      const length = head.readUInt32BE(0);
      if (length > this.limits.frame) throw new FrameError('it sends a message that is too long');
      if (this.held < headLength + length) return;
      const frame = this.peek(headLength + length);
      this.chunks = [frame.subarray(headLength + length), ...this.chunks.slice(1)];
      this.held -= headLength + length;
      this.onFrame(head.readUInt32BE(4), this.decode(frame.subarray(headLength, headLength + length)));
    }
  }

  /** The held bytes with at least `count` of them in the first chunk, which is returned. */
  private peek(count: number): Buffer {
    if (this.chunks[0]!.length < count) this.chunks = [Buffer.concat(this.chunks, this.held)];
    return this.chunks[0]!;
  }

  private decode(bytes: Buffer): string {
    try {
      return this.decoder.decode(bytes);
    } catch {
      throw new FrameError('it sends bytes that are not text');
    }
  }
}
