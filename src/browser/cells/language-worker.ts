import type { Answers, Numbered, Question } from '../protocol';

type Answer = Numbered<{ answer: never } | { error: string }>;
interface Waiting {
  resolve(answer: never): void;
  reject(error: Error): void;
}

/** The worker that compiles cells, as seen from the one that runs them. */
export class LanguageWorker {
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;

  /** @param port leads to the worker */
  constructor(private readonly port: MessagePort) {
    port.onmessage = ({ data }: MessageEvent<Answer>) => {
      const { resolve, reject } = this.waiting.get(data.number)!;
      this.waiting.delete(data.number);
      if ('error' in data) reject(new Error(data.error));
      else resolve(data.answer);
    };
  }

  /**
   * Asks a question; questions are answered in order.
   *
   * @throws if the compiler failed
   */
  ask<K extends Question['kind']>(question: Extract<Question, { kind: K }>): Promise<Answers[K]> {
    const number = this.asked++;
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      this.port.postMessage({ ...question, number });
    });
  }
}
