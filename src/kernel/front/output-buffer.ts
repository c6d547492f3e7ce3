/** How long output is held back to wait for more, in ms. */
const WAIT = 25;
/** How much text is published at once at most, in characters. */
const MOST = 65_536;

/** A message that may be held back briefly: text of a stream, or the new state of a display. */
export type Held =
  | { type: 'stream'; content: { name: string; text: string } }
  | { type: 'update_display_data'; content: { transient: { display_id: string } } };

/** Reduces the number of messages: text is joined, and of the states of one display only the last is published. */
export class OutputBuffer {
  private name = '';
  private text = '';
  private readonly updates = new Map<string, Held>();
  private timer?: ReturnType<typeof setTimeout>;

  /** @param publish receives messages that were held back long enough */
  constructor(private readonly publish: (type: string, content: object) => void) {}

  /** Adds a message. */
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

  /** Publishes all held messages; must be called before any other message is published. */
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
