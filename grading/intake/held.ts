import { Unavailable, Unreadable } from './found';

/** The most bytes of submissions of one learner, and of all, that are held from a zip. */
const mostOfOne = 64 * 2 ** 20;
const mostOfAll = 2 ** 30;

export interface Total {
  bytes: number;
}

/** How much is held from a zip, so that what one learner hands in neither fills the memory nor keeps others out. */
export class Held {
  private readonly ofEach = new Map<string, number>();

  constructor(private readonly all: Total) {}

  /**
   * What counts bytes of a learner before they are read.
   *
   * @returns throws Unreadable if the learner has too many, Unavailable if all together have
   */
  of(whose: string): (bytes: number) => void {
    return (bytes) => {
      const ofOne = (this.ofEach.get(whose) ?? 0) + bytes;
      if (ofOne > mostOfOne)
        throw new Unreadable(`the submissions are larger than ${mostOfOne / 2 ** 20} MB together`);
      if (this.all.bytes + bytes > mostOfAll)
        throw new Unavailable('the zip holds more than 1 GB of submissions: unpack it');
      this.ofEach.set(whose, ofOne);
      this.all.bytes += bytes;
    };
  }
}
