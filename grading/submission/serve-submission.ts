import type { Backend } from '../../src/backend';
import { answer, type Request, type Submission } from '../protocol/questions';
import { serve } from '../protocol/serve';
import { fromText, toText } from '../protocol/text';
import { choose } from './backend';
import { subjectOf } from './in-process';
import { loadCode } from './load';

/**
 * The isolated process of one submission: everything in it belongs to the learner's code from the moment that runs, so
 * whatever it answers is a claim.
 */
export function serveSubmission(backend?: Backend['name']): void {
  const exported: Record<string, unknown> = {};
  const submission: Submission = {
    ...subjectOf(exported),
    async load(code, name) {
      Object.assign(exported, loadCode(code, name));
    },
  };

  // A callback or a promise that fails later ends nothing that was asked.
  process.on('unhandledRejection', () => undefined);
  process.on('uncaughtException', () => undefined);

  void choose(backend).then(() => {
    serve(async (question) => {
      const given = await answer(submission, fromText(question) as Request);
      try {
        return toText(given);
      } catch (error) {
        return toText({ threw: `its answer cannot be sent: ${String(error)}` });
      }
    });
  });
}
