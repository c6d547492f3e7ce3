import { toHtml } from '../helpers/base/html';
import { display, type Bundle } from '../helpers/base/notebook';

/** A message to the learner: text in a terminal, HTML in a notebook. */
export class Shown {
  constructor(
    readonly text: string,
    readonly html: string = `<p>${toHtml(text)}</p>`,
  ) {}

  toString(): string {
    return this.text;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.text;
  }

  [display](): Bundle {
    return { 'text/plain': this.text, 'text/html': this.html };
  }
}
