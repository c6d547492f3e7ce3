type Stream = 'stdout' | 'stderr';

/** How long text waits for more before it is published, in ms. */
const WAIT = 25;
/** How much text is published at once at most, in characters. */
const MOST = 65_536;

/** Gathers the text of many prints into few messages, in order. */
export class Gather {
  private name: Stream = 'stdout';
  private text = '';
  private timer?: NodeJS.Timeout;

  /** @param publish takes text whose time has come */
  constructor(private readonly publish: (name: Stream, text: string) => void) {}

  /** Takes text in. */
  add(name: Stream, text: string): void {
    if (name !== this.name) this.flush();
    this.name = name;
    this.text += text;
    if (this.text.length > MOST) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), WAIT);
  }

  /** Publishes what has been gathered; to be called before anything else is published. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const text = this.text;
    this.text = '';
    if (text) this.publish(this.name, text);
  }
}
