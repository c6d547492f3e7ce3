import { Socket } from 'node:net';
import { FrameReader, toFrame } from './frames';

/** The descriptor through which an isolated program is asked. */
const pipeAt = 3;
/** The grader's questions are not limited. */
const limits = { frame: Infinity, total: Infinity };

/** An isolated program: answers each question with what `answer` returns, until the grader closes the pipe. */
export function serve(answer: (question: string) => Promise<string>): void {
  const pipe = new Socket({ fd: pipeAt, readable: true, writable: true });
  const reader = new FrameReader(limits, (id, text) => {
    void answer(text).then((reply) => pipe.write(toFrame(id, reply)));
  });
  pipe.on('data', (chunk: Buffer) => reader.push(chunk));
  pipe.on('close', () => process.exit(0));
  pipe.on('error', () => process.exit(0));
  pipe.write(toFrame(0, 'ready'));
}
