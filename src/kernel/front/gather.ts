/** How long what is shown waits for more, in ms. */
const WAIT = 25;
/** How much text is published at once at most, in characters. */
const MOST = 65_536;

/** A message that may be held back a little: text of a stream, or the new state of something that is shown. */
export type Held =
  | { type: 'stream'; content: { name: string; text: string } }
  | { type: 'update_display_data'; content: { transient: { display_id: string } } };

/** Makes few messages of many: text is put together, and of the states of one display only the last is published. */
export class Gather {
  private name = '';
  private text = '';
  private readonly updates = new Map<string, Held>();
  private timer?: NodeJS.Timeout;

  /** @param publish takes what has waited long enough */
  constructor(private readonly publish: (type: string, content: object) => void) {}

  /** Takes a message in. */
  add(held: Held): void {
    this.timer ??= setTimeout(() => this.flush(), WAIT);
    if (held.type === 'update_display_data') {
      this.updates.set(held.content.transient.display_id, held);
      return;
    }
    const { name, text } = held.content;
    if (name !== this.name) this.flushText();
    this.name = name;
    this.text += text;
    if (this.text.length > MOST) this.flushText();
  }

  /** Publishes what is held; to be called before anything else is published. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.flushText();
    for (const { type, content } of this.updates.values()) this.publish(type, content);
    this.updates.clear();
  }

  private flushText(): void {
    const { name, text } = this;
    this.text = '';
    if (text) this.publish('stream', { name, text });
  }
}
