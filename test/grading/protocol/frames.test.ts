import fc from 'fast-check';
import assert from 'node:assert/strict';
import { FrameError, FrameReader, toFrame } from '../../../grading/protocol/frames';
import { messageOf } from '../../../grading/protocol/text';

const limits = { frame: 1000, total: 100_000 };

/** The frames in `chunks`. */
function read(chunks: Buffer[]): [number, string][] {
  const frames: [number, string][] = [];
  const reader = new FrameReader(limits, (id, text) => frames.push([id, text]));
  for (const chunk of chunks) reader.push(chunk);
  return frames;
}

describe('frames', () => {
  it('arrive as they were sent, however the stream is cut', () => {
    const frame = fc.tuple(fc.nat(2 ** 32 - 1), fc.string({ unit: 'binary', maxLength: 50 }));
    const cuts = fc.array(fc.nat(1000), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 10 }), cuts, (frames, cuts) => {
        const stream = Buffer.concat(frames.map(([id, text]) => toFrame(id, text)));
        const at = [0, ...cuts.map((cut) => Math.min(cut, stream.length)), stream.length].sort(
          (a, b) => a - b,
        );
        const chunks = at.slice(1).map((end, i) => stream.subarray(at[i]!, end));
        assert.deepEqual(read(chunks.filter(({ length }) => length)), frames);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('are refused if they are longer than the limit, before they have arrived', () => {
    const head = toFrame(1, 'x'.repeat(1001)).subarray(0, 8);
    assert.throws(() => read([head]), FrameError);
  });

  it('are refused if there are too many bytes in all', () => {
    const frame = toFrame(1, 'x'.repeat(900));
    assert.throws(() => read(Array.from({ length: 200 }, () => frame)), /too much data/);
  });

  it('are refused if they are not text', () => {
    const frame = toFrame(1, 'xx');
    frame.set([0xc3, 0x28], 8);
    assert.throws(() => read([frame]), /not text/);
  });
});

describe('the message of what was thrown', () => {
  const angry = new Proxy({}, { get() { throw null; }, getPrototypeOf() { throw null; } }); // prettier-ignore
  for (const [thrown, message] of [
    [new Error('no'), 'no'],
    [null, 'null'],
    ['', ''],
    [Symbol('x'), 'Symbol(x)'],
    [Object.create(null), 'something was thrown that has no message'],
    [angry, 'something was thrown that has no message'],
    ['x'.repeat(9999), 'x'.repeat(2000)],
  ] as [unknown, string][])
    it(`is ${JSON.stringify(message.slice(0, 50))}`, () => assert.equal(messageOf(thrown), message));
});
