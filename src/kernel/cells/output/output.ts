import { writeSync } from 'node:fs';
import { REPLY_FD, type CellsMessage } from '../../protocol';
import { Limit } from './limit';

type Stream = 'stdout' | 'stderr';

/**
 * Sends to the front what cells publish. Writing blocks while the front is behind, so nothing accumulates here, and
 * writes immediately, so that a loop's last output is seen. Text is limited.
 */
export class Output {
  private id = '';
  private limit = new Limit();

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

  private send(message: CellsMessage): void {
    // Stop may terminate this loop: each message starts on a new line, whatever precedes it
    const line = Buffer.from(`\n${JSON.stringify(message)}\n`);
    for (let sent = 0; sent < line.length;) sent += writeSync(REPLY_FD, line, sent);
  }
}
