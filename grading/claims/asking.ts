import { doingOf, type Answer, type Request, type Submission } from '../protocol/questions';
import { SubmissionError, type Claim, type Part, type Values } from '../protocol/subject';
import { fromText, toText } from '../protocol/text';
import { claimForm, exportsForm, valuesForm } from './claim';
import { ClaimError, list, nothing, number, object, text, whole, type Form } from './schema';

/** More live tensors than any submission has. */
const mostTensors = 1e9;

/**
 * A submission in another process. What comes back is checked before it is used: its form, its size, and that it fits what
 * was claimed before.
 *
 * @param send takes a question as text to the process and returns its answer
 * @returns a submission whose methods reject with a `SubmissionError` if the learner's code threw, or if an answer is not
 *   one
 */
export function askingSubject(send: (text: string, request: Request) => Promise<string>): Submission {
  const claims = new Map<number, Claim>();

  async function ask<T>(request: Request, form: Form<T>): Promise<T> {
    const during = doingOf(request);
    const reply = await send(toText(request), request);
    let answer: Answer;
    try {
      answer = fromText(reply) as Answer;
      if (typeof answer === 'object' && answer !== null && Object.hasOwn(answer, 'answer'))
        return form((answer as { answer: unknown }).answer, 'its answer');
      const { threw } = object({ threw: text(2000) })(answer, 'its answer');
      throw new SubmissionError(during, threw);
    } catch (error) {
      if (error instanceof ClaimError || error instanceof SyntaxError || error instanceof RangeError)
        throw new SubmissionError(during, `the answer is not valid: ${error.message}`);
      throw error;
    }
  }

  const claimOf = (build: number): Claim => {
    const claim = claims.get(build);
    if (!claim) throw new Error(`unknown build: ${build}`);
    return claim;
  };
  const shapesOf = (build: number): number[][] => claimOf(build).weights.map(({ shape }) => shape);
  /** The shapes of a model's outputs for a batch. */
  const outputsOf = (build: number, part: Part, x: Values): number[][] =>
    (claimOf(build).models[part]?.outputs ?? []).map((shape) =>
      shape.map((side, i) => (i === 0 ? x.shape[0]! : (side ?? 0))),
    );

  return {
    load: (...args) => ask({ ask: 'load', with: args }, nothing),
    exports: () => ask({ ask: 'exports', with: [] }, exportsForm),
    async build(...args) {
      const claim = await ask({ ask: 'build', with: args }, claimForm);
      if (claims.has(claim.build))
        throw new SubmissionError(doingOf({ ask: 'build', with: args }), 'it is not new');
      claims.set(claim.build, claim);
      return claim;
    },
    weights: async (build) => ask({ ask: 'weights', with: [build] }, valuesForm(shapesOf(build))),
    setWeights: (...args) => ask({ ask: 'setWeights', with: args }, nothing),
    predict: async (...args) => ask({ ask: 'predict', with: args }, valuesForm(outputsOf(...args))),
    evaluate: (...args) => ask({ ask: 'evaluate', with: args }, number),
    trainOnBatch: (...args) => ask({ ask: 'trainOnBatch', with: args }, number),
    fit: (...args) => ask({ ask: 'fit', with: args }, list(number, args[2].epochs)),
    tensors: () => ask({ ask: 'tensors', with: [] }, whole(0, mostTensors)),
    async dispose(build) {
      await ask({ ask: 'dispose', with: [build] }, nothing);
      claims.delete(build);
    },
  };
}
