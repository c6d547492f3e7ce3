import { Finding, type Check } from '../harness/check';
import { parts, SubmissionError } from '../protocol/subject';
import { checkAuto } from './auto';
import { callOf } from '../measure/blueprint';
import { checkLayers } from './layers';
import { checkShapes } from './shapes';
import { fail, type Trial } from '../measure/trial';

/** What is true for the call that most checks use must be true for other arguments, such as lists of other lengths. */
export const otherSizesCheck = (points: number, line: string): Check<Trial> => ({
  id: 'other-sizes',
  title: 'it works for other arguments too',
  points,
  needs: ['encoder-layers', 'decoder-layers', 'auto'],
  hidden: line,
  async run(trial) {
    for (const blueprint of trial.plan.others ?? []) {
      const call = callOf(blueprint);
      try {
        const one = await trial.build(blueprint);
        const missing = parts.filter((part) => !one.claim.models[part]);
        if (missing.length) fail(`no ${missing.join(' and no ')}`, 'Return all three models.');
        for (const part of parts) checkShapes(one, part);
        for (const part of ['encoder', 'decoder'] as const) await checkLayers(trial, one, part);
        await checkAuto(trial, one);
        await trial.subject.dispose(one.claim.build);
      } catch (error) {
        if (error instanceof SubmissionError) fail(`${call} throws: ${error.message}`, line);
        if (!(error instanceof Finding)) throw error;
        throw new Finding({ ...error.fault, rationale: `${call}: ${error.fault.rationale}` });
      }
    }
  },
});
