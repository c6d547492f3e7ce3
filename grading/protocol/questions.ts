import type { Subject } from './subject';
import { messageOf } from './text';

/** What a submission's process can be asked: to run the file, then all that a check may ask. */
export interface Submission extends Subject {
  /**
   * Runs the submission.
   *
   * @param code its JavaScript
   * @param name the name of its file
   */
  load(code: string, name: string): Promise<void>;
}

/** A question to a submission and its answer, as JSON to send through a pipe. */
export interface Request {
  ask: keyof Submission;
  with: unknown[];
}
/** `threw` is the message of the error with which the learner's code, or tfjs called by it, ended. */
export type Answer = { answer: unknown } | { threw: string };

export const questions = [
  'load',
  'exports',
  'build',
  'weights',
  'setWeights',
  'predict',
  'evaluate',
  'trainOnBatch',
  'fit',
  'tensors',
  'dispose',
] as const satisfies readonly (keyof Submission)[];

/** What a submission is doing while it answers, in the words of a message: 'autoencoder(12, [7], 3)', 'auto.predict'. */
export function doingOf({ ask, with: args }: Request): string {
  switch (ask) {
    case 'load':
      return 'running the file';
    case 'build':
      return `autoencoder(${(args[0] as unknown[]).map((arg) => JSON.stringify(arg)).join(', ')})`;
    case 'weights':
      return 'reading the weights';
    case 'setWeights':
      return 'setting the weights';
    case 'predict':
      return `${String(args[1])}.predict`;
    case 'evaluate':
    case 'trainOnBatch':
    case 'fit':
      return `auto.${ask}`;
    default:
      return ask;
  }
}

/** The process with the models: answers one request. Whatever is thrown there is the submission's fault. */
export async function answer(subject: Submission, { ask, with: args }: Request): Promise<Answer> {
  try {
    if (!questions.includes(ask)) throw new Error(`unknown question: ${ask}`);
    const given = await (subject[ask] as (...args: unknown[]) => unknown)(...args);
    return { answer: given ?? null }; // JSON omits undefined
  } catch (error) {
    return { threw: messageOf(error) };
  }
}
