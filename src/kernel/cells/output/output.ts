import type { CellsMessage } from '../../protocol';
import { Limit } from './limit';

type Stream = 'stdout' | 'stderr';

/** Sends to the front what cells publish. Text is limited. */
export class Output {
  private id = '';
  private limit = new Limit();

  constructor(private readonly send: (message: CellsMessage) => void) {}

  /** Everything published from now on belongs to the cell with this id. */
  begin(id: string): void {
    this.id = id;
    this.limit = new Limit();
  }

  /** Publishes text on a stream, as much as the limit allows. */
  write(name: Stream, text: string): void {
    const allowed = this.limit.take(text);
    if (allowed) this.publish('stream', { name, text: allowed });
  }

  /** Publishes a message of any type. */
  publish(type: string, content: object): void {
    this.send({ kind: 'publish', id: this.id, type, content });
  }

  /** Ends the cell's text: reports how much was left out. */
  end(): void {
    const note = this.limit.close();
    if (note) this.write('stdout', note);
  }

  /** Asks the user for a line of input. */
  input(prompt: string, password: boolean): void {
    this.send({ kind: 'input', id: this.id, prompt, password });
  }

  /** Replies to a request from the front. */
  reply(id: string, content: object): void {
    this.send({ kind: 'reply', id, content });
  }
}
