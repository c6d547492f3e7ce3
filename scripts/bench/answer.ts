import { createInterface } from 'node:readline';

/** Answers each line of stdin, a JSON object, with what the function of its `name` returns for it, as a line on stdout. */
export async function answerRequests(
  version: string,
  answers: Record<string, (asked: never) => object | Promise<object>>,
): Promise<void> {
  const say = (answer: object) => process.stdout.write(JSON.stringify(answer) + '\n');
  say({ version });
  for await (const line of createInterface(process.stdin)) {
    const { name, ...asked } = JSON.parse(line) as { name: string };
    try {
      say(await answers[name]!(asked as never));
    } catch (error) {
      say({ error: (error as Error).message.split('\n')[0] });
    }
  }
}
