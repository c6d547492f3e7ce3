/** Shows what is done and the estimated time left in one line on a terminal; nothing elsewhere. */
export class Progress {
  #begun = Date.now();

  /**
   * @param {string} doing
   * @param {number} done how many parts are done
   * @param {number} all
   */
  show(doing, done, all) {
    if (!process.stdout.isTTY) return;
    const elapsed = (Date.now() - this.#begun) / 1000;
    const left =
      done > 0 && elapsed > 2 ? `, about ${Math.ceil((elapsed / done) * (all - done))} s left` : '';
    process.stdout.write(`\r\x1b[K${doing}: ${done} of ${all}${left}`);
  }

  clear() {
    if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
  }
}
