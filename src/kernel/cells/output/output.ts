import { writeSync } from 'node:fs';
import { SPEAK_FD, type Tell } from '../../protocol';
import { Limit } from './limit';

type Stream = 'stdout' | 'stderr';

/**
 * Says to the front what cells publish. Writing blocks when the front is behind, so nothing heaps up here, and leaves
 * at once, so that a loop's last word is seen. Text is limited.
 */
export class Output {
  private id = '';
  private limit = new Limit();

  /** From here on what is published belongs to the cell with this id. */
  begin(id: string): void {
    this.id = id;
    this.limit = new Limit();
  }

  /** Publishes text on a stream, as much of it as the limit lets through. */
  write(name: Stream, text: string): void {
    const allowed = this.limit.take(text);
    if (allowed) this.publish('stream', { name, text: allowed });
  }

  /** Publishes a message of any type. */
  publish(type: string, content: object): void {
    this.tell({ tell: 'publish', id: this.id, type, content });
  }

  /** Ends the cell's text: says how much was left out. */
  end(): void {
    const note = this.limit.close();
    if (note) this.write('stdout', note);
  }

  /** Asks the person at the notebook for a line. */
  input(prompt: string, password: boolean): void {
    this.tell({ tell: 'input', id: this.id, prompt, password });
  }

  /** Answers a question of the front's. */
  answer(id: string, content: object): void {
    this.tell({ tell: 'answer', id, content });
  }

  private tell(tell: Tell): void {
    // Stop may cut this very loop: a line begins anew whatever came before it
    const line = Buffer.from(`\n${JSON.stringify(tell)}\n`);
    for (let sent = 0; sent < line.length;) sent += writeSync(SPEAK_FD, line, sent);
  }
}
