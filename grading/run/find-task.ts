import type { Choice } from '../isolation';
import { Reader } from './reader';

/** Tells for which task a notebook is: reads it in isolation, in a process that starts when it is first asked. */
export class TaskFinder {
  private reader: Promise<Reader> | undefined;

  constructor(private readonly choice: Promise<Choice>) {}

  /**
   * @returns the task, or null if the notebook does not tell
   * @throws Fault if the process does not start
   */
  readonly find = async (notebook: string): Promise<string | null> => {
    this.reader ??= this.choice.then(({ isolation }) => new Reader(isolation, 0));
    return (await this.reader).findTask(notebook);
  };

  async close(): Promise<void> {
    await (await this.reader?.catch(() => undefined))?.close();
  }
}
