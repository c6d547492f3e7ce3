import { serve } from '../protocol/serve';
import { messageOf } from '../protocol/text';
import type { FromVerifier, Job, Last, ToVerifier } from './job';
import { Stopped, verify } from './verify';

// The process that decides: it runs the checks and no code of a learner. It is isolated all the same, because it reads what
// a submission says. It asks the submission by answering the supervisor, who brings the submission's answer with the next
// question.

/** What has been said since the last answer to the supervisor. */
let said: FromVerifier[] = [];
let reply: (answer: string) => void = () => undefined;
let asked: { resolve(answer: string): void; reject(error: Error): void } | undefined;

serve(
  (question) =>
    new Promise((resolve) => {
      reply = resolve;
      const message = JSON.parse(question) as ToVerifier;
      if ('job' in message) void work(message.job);
      else if ('answer' in message) asked?.resolve(message.answer);
      else asked?.reject(new Stopped());
    }),
);

function end(last: Last): void {
  const all = [...said, last];
  said = [];
  reply(JSON.stringify(all));
}

async function work(job: Job): Promise<void> {
  const ask = (question: string): Promise<string> =>
    new Promise((resolve, reject) => {
      asked = { resolve, reject };
      end({ ask: question });
    });
  try {
    await verify(job, ask, (message) => said.push(message));
    end({ done: true });
  } catch (error) {
    end({ internal: error instanceof Error ? (error.stack ?? error.message) : messageOf(error) });
  }
}
