import { askingSubject } from '../claims/asking';
import type { Submission } from '../intake';
import { Ended, Program, type Isolation } from '../isolation';
import { SubmissionError } from '../protocol/subject';
import { Reader } from '../run/reader';
import { loadDigits, type Digits } from './digits';
import { drawPicture, type Picture } from './picture';

/** A picture, or why there is none. */
export type Drawn = Picture | { why: string };

export interface DrawOptions {
  isolation: Isolation;
  /** How many to draw in parallel. */
  jobs: number;
  /** Milliseconds that a picture may take. */
  limit?: number;
  /** Stops drawing: `drawEach` rejects with its reason, and leaves no process behind. */
  signal?: AbortSignal;
}

/**
 * Draws what the models of submissions make of digits, each isolated in a process of its own.
 *
 * @throws if MNIST cannot be loaded or no process starts
 */
export async function drawEach<T extends Submission>(
  submissions: T[],
  { isolation, jobs, limit = 60_000, signal }: DrawOptions,
  onDrawn: (drawn: Drawn, submission: T) => void,
): Promise<void> {
  const digits = await loadDigits();
  const queue = [...submissions];
  const work = async (at: number): Promise<void> => {
    const reader = new Reader(isolation, 2 * at);
    try {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const drawn = await drawOne(next, { isolation, slot: 2 * at + 1, reader, digits, limit, signal });
        signal?.throwIfAborted();
        onDrawn(drawn, next);
      }
    } finally {
      queue.length = 0;
      await reader.close();
    }
  };
  const lanes = Array.from({ length: Math.min(jobs, queue.length) }, (_, at) => work(at));
  const ended = await Promise.allSettled(lanes);
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

interface Means {
  isolation: Isolation;
  slot: number;
  reader: Reader;
  digits: Digits;
  limit: number;
  signal?: AbortSignal;
}

async function drawOne(submission: Submission, means: Means): Promise<Drawn> {
  const { isolation, slot, reader, digits, limit, signal } = means;
  signal?.throwIfAborted();
  const read = await reader.read(submission);
  if (!('code' in read)) return { why: 'it cannot be read' };
  const program = new Program(isolation, 'drawing', slot);
  const stop = (): void => void program.kill();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await program.ready;
    const end = Date.now() + limit;
    const subject = askingSubject((text) => program.ask(text, Math.max(1, end - Date.now())));
    await subject.load(read.code, `${submission.slug}.ts`);
    return await drawPicture(subject, submission.slug, digits);
  } catch (error) {
    if (error instanceof Ended) return { why: 'it took too long, or ended' };
    if (error instanceof SubmissionError) return { why: `${error.during} throws` };
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await program.kill();
  }
}
