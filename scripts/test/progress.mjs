/** How often progress is printed if it cannot be updated in place, in ms. */
const EVERY = 30_000;

/** Shows the progress of the tests: on a terminal as an updated last line, elsewhere as an occasional line. */
export class Progress {
  #begun = Date.now();
  #said = Date.now();
  #done = 0;
  #seconds;
  #left;
  #timer;

  /** @param {import('./units.mjs').Unit[]} units all units that will run */
  constructor(units) {
    this.#seconds = new Map(units.flatMap(({ seconds }) => Object.entries(seconds)));
    this.#left = new Map(this.#seconds);
    this.#timer = setInterval(() => this.#draw(), process.stdout.isTTY ? 1000 : EVERY);
  }

  /** Records that a file or check has ended. */
  note(name) {
    if (this.#left.delete(name.split(': ')[0])) this.#done++;
    if (!process.stdout.isTTY && Date.now() - this.#said > EVERY) this.#draw();
  }

  /** Prints the output of a unit. */
  show(text) {
    this.#clear();
    process.stdout.write(text);
    if (process.stdout.isTTY) this.#draw();
  }

  close() {
    clearInterval(this.#timer);
    this.#clear();
  }

  #draw() {
    this.#said = Date.now();
    const passed = (Date.now() - this.#begun) / 1000;
    const sum = (times) => [...times.values()].reduce((total, seconds) => total + seconds, 0);
    const left = (passed * sum(this.#left)) / (sum(this.#seconds) - sum(this.#left));
    const about = passed > 20 && Number.isFinite(left) ? `, about ${clock(left)} left` : '';
    const line = `${this.#done} of ${this.#seconds.size} files and checks done after ${clock(passed)}${about}`;
    process.stdout.write(process.stdout.isTTY ? `\r\x1b[K${line}` : `\n[${line}]\n`);
  }

  #clear() {
    if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
  }
}

/** 65 as '1:05' */
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
