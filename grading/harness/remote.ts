import { SubmissionError, type Subject } from './subject';

/** A question to a submission and its answer, as JSON to send through a pipe. */
export interface Request {
  ask: keyof Subject;
  with: unknown[];
}
export type Answer = { answer: unknown } | { during: string; message: string };

const questions = [
  'exports',
  'build',
  'weights',
  'setWeights',
  'predict',
  'evaluate',
  'trainOnBatch',
  'tensors',
  'dispose',
] as const satisfies readonly (keyof Subject)[];

/**
 * The process with the models: answers one request.
 *
 * @throws errors that are not the submission's fault, such as an unknown question
 */
export async function answer(subject: Subject, { ask, with: args }: Request): Promise<Answer> {
  if (!questions.includes(ask)) throw new Error(`unknown question: ${ask}`);
  try {
    const given = await (subject[ask] as (...args: unknown[]) => unknown)(...args);
    return { answer: given ?? null }; // JSON omits undefined
  } catch (error) {
    if (!(error instanceof SubmissionError)) throw error;
    return { during: error.during, message: error.message };
  }
}

/** The process with the checks: a subject that sends every question through `send`. */
export function askingSubject(send: (request: Request) => Promise<Answer>): Subject {
  const ask =
    (question: keyof Subject) =>
    async (...args: unknown[]): Promise<unknown> => {
      const got = await send({ ask: question, with: args });
      if ('answer' in got) return got.answer;
      throw new SubmissionError(got.during, got.message);
    };
  return Object.fromEntries(questions.map((question) => [question, ask(question)])) as unknown as Subject;
}

/** A message as text, including NaN and Infinity, which JSON lacks and a loss may be. */
export const toText = (message: unknown): string =>
  JSON.stringify(message, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { notFinite: String(value) } : value,
  );
export const fromText = (text: string): unknown =>
  JSON.parse(text, (_key, value: unknown) => {
    const notFinite = (value as { notFinite?: string } | null)?.notFinite;
    return notFinite === undefined ? value : Number(notFinite);
  });

/** `subject` with only text between it and the checks, as with an isolated process. */
export function remoteSubject(subject: Subject): Subject {
  return askingSubject(async (request) => {
    const text = toText(await answer(subject, fromText(toText(request)) as Request));
    return fromText(text) as Answer;
  });
}
