import { writeSync } from 'node:fs';
import { SPEAK_FD, type Tell } from '../protocol';
import { Limit } from './limit';

type Stream = 'stdout' | 'stderr';

/** How long text waits for more before it is sent, in ms. */
const GATHER = 20;

/**
 * Says to the front what cells publish. Writing blocks when the front is behind, so nothing heaps up here; text is
 * gathered into few messages and limited.
 */
export class Output {
  private id = '';
  private limit = new Limit();
  private pending = '';
  private name: Stream = 'stdout';
  private since = 0;

  /** From here on what is published belongs to the cell with this id. */
  begin(id: string): void {
    this.flush();
    this.id = id;
    this.limit = new Limit();
  }

  /** Publishes text on a stream, as much of it as the limit lets through. */
  write(name: Stream, text: string): void {
    const allowed = this.limit.take(text);
    if (!allowed) return;
    if (name !== this.name) this.flush();
    if (!this.pending) {
      this.since = Date.now();
      setTimeout(() => this.flush(), GATHER).unref();
    }
    this.name = name;
    this.pending += allowed;
    if (this.pending.length > 65_536 || Date.now() - this.since > GATHER) this.flush();
  }

  /** Publishes a message of any other type, after the text that came before it. */
  publish(type: string, content: object): void {
    this.flush();
    this.tell({ tell: 'publish', id: this.id, type, content });
  }

  /** Ends the cell's text: says how much was left out. */
  end(): void {
    const note = this.limit.close();
    if (note) this.write('stderr', note);
    this.flush();
  }

  /** Asks the person at the notebook for a line. */
  input(prompt: string, password: boolean): void {
    this.flush();
    this.tell({ tell: 'input', id: this.id, prompt, password });
  }

  /** Answers a question of the front's. */
  answer(id: string, content: object): void {
    this.flush();
    this.tell({ tell: 'answer', id, content });
  }

  private flush(): void {
    const text = this.pending;
    this.pending = '';
    if (text) this.tell({ tell: 'publish', id: this.id, type: 'stream', content: { name: this.name, text } });
  }

  private tell(tell: Tell): void {
    const line = Buffer.from(JSON.stringify(tell) + '\n');
    for (let sent = 0; sent < line.length;) sent += writeSync(SPEAK_FD, line, sent);
  }
}
