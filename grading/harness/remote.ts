import { SubmissionError, type Subject } from './subject';

/** A question to a submission, and its answer, as JSON that may cross a pipe. */
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
 * The side that holds the models: answers one request.
 *
 * @throws what is no fault of the submission's, as a question that there is not
 */
export async function answer(subject: Subject, { ask, with: args }: Request): Promise<Answer> {
  if (!questions.includes(ask)) throw new Error(`unknown question: ${ask}`);
  try {
    const given = await (subject[ask] as (...args: unknown[]) => unknown)(...args);
    return { answer: given ?? null }; // JSON drops what is undefined
  } catch (error) {
    if (!(error instanceof SubmissionError)) throw error;
    return { during: error.during, message: error.message };
  }
}

/** The side of the checks: a subject whose every question goes through `send`. */
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

/** A message as text; JSON has no NaN and no Infinity, and a loss may be either. */
export const toText = (message: unknown): string =>
  JSON.stringify(message, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { notFinite: String(value) } : value,
  );
export const fromText = (text: string): unknown =>
  JSON.parse(text, (_key, value: unknown) => {
    const notFinite = (value as { notFinite?: string } | null)?.notFinite;
    return notFinite === undefined ? value : Number(notFinite);
  });

/** `subject` with nothing but text between it and the checks: what an isolated process will see of them. */
export function remoteSubject(subject: Subject): Subject {
  return askingSubject(async (request) => {
    const text = toText(await answer(subject, fromText(toText(request)) as Request));
    return fromText(text) as Answer;
  });
}
