import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseIsolation } from '../../../grading/isolation';
import { drawEach, type Drawn } from '../../../grading/pictures/draw-each';
import { side } from '../../../grading/pictures/digits';
import { toTiles } from '../../../grading/pictures/tiles';
import { root } from '../../support/run';

const key = readFileSync(join(root, 'grading/fixtures/0-vanilla/pass/sequential.ts'), 'utf8');
/** The answer key, whose models are changed before they are returned. */
const changing = (change: string): string =>
  `${key.replace('export function autoencoder', 'function honest')}
export function autoencoder(...args: any[]): any {
  const made: any = (honest as any)(...args);
  const { auto } = made;
  ${change}
  return made;
}`;

const cases: Record<string, [text: string, why: RegExp]> = {
  'the answer key': [key, /^Ten test digits, and below them .* The loss fell from 0\.\d+/],
  'one that never ends': [
    changing('auto.fit = () => new Promise(() => setInterval(() => {}, 1000));'),
    /took too long/,
  ],
  'one that exits': [changing('auto.fit = () => process.exit(0);'), /ended/],
  'one that throws': [changing('auto.fit = () => { throw new Error(); };'), /auto\.fit throws/],
  'one without losses': [changing('auto.fit = async () => ({ history: {} });'), /auto\.fit throws/],
  'one with losses that are no numbers': [
    changing('auto.fit = async () => ({ history: { loss: ["x", {}] } });'),
    /auto\.fit throws/,
  ],
  'one that draws nothing': [changing('auto.predict = () => [];'), /auto\.predict throws/],
  'one that draws a number': [changing('auto.predict = () => tf.scalar(1);'), /auto\.predict throws/],
  'one that draws NaN': [
    changing('auto.predict = (x: any) => tf.fill([x.shape[0], 784], NaN);'),
    /^Ten test digits/,
  ],
  'one that is no code': ['export const = 1;', /cannot be read|throws/],
};

describe('pictures of what submissions draw', function () {
  this.timeout(240_000);

  it('are drawn or refused, one by one, whatever the submissions do', async () => {
    const { isolation } = await chooseIsolation();
    const submissions = Object.entries(cases).map(([path, [text]]) => ({
      path,
      text,
      slug: '0-vanilla',
      isNotebook: false,
    }));
    const drawn = new Map<string, Drawn>();
    const draw = (some: typeof submissions, limit?: number): Promise<void> =>
      drawEach(some, { isolation, jobs: 2, limit }, (one, { path }) => drawn.set(path, one));
    const isEndless = ({ path }: { path: string }): boolean => path === 'one that never ends';
    await draw(submissions.filter((one) => !isEndless(one)));
    await draw(submissions.filter(isEndless), 3000);
    for (const [path, [, expected]] of Object.entries(cases)) {
      const one = drawn.get(path)!;
      assert.match('why' in one ? one.why : one.caption, expected, path);
    }
  });

  it('stop when they are asked to, and leave no process behind', async () => {
    const { isolation } = await chooseIsolation();
    const stop = new AbortController();
    const submission = {
      path: 'x',
      text: cases['one that never ends']![0],
      slug: '0-vanilla',
      isNotebook: false,
    };
    const drawing = drawEach([submission], { isolation, jobs: 1, signal: stop.signal }, () =>
      assert.fail('drawn'),
    );
    setImmediate(() => stop.abort(new Error('stopped')));
    await assert.rejects(drawing, /stopped/);
  });

  it('are PNGs of ten images in a row, with a gap between groups', () => {
    const size = side * side;
    const png = toTiles([new Array<number>(10 * size).fill(1), new Array<number>(20 * size).fill(0)], side);
    assert.equal(png.subarray(1, 4).toString(), 'PNG');
    assert.equal(png.readUInt32BE(16), 10 * (2 * side + 3) - 3);
    assert.equal(png.readUInt32BE(20), 3 * (2 * side + 3));
  });
});
