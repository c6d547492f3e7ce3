import assert from 'node:assert/strict';
import { slugs } from '../../../grading/tasks';
import { loadFixtures } from '../../../grading/proof/fixtures';
import { readKey } from '../../../grading/proof/mutations/key';
import { mutate } from '../../../grading/proof/mutations';
import { proveMutants, proveRewrites, proveSeeds } from '../../../grading/proof/prove';
import { renderMutants } from '../../../grading/proof/report';
import { rewrite, rewriteTitles } from '../../../grading/proof/rewrites';

/** A part of what `npm run prove` does. */
describe('the proof of the checks', function () {
  this.timeout(240_000);

  for (const slug of slugs) {
    it(`has at least 60 mutants of ${slug}, all different from the key`, () => {
      const { source } = readKey(slug);
      const sources = mutate(slug).map((mutant) => mutant.source);
      assert.ok(sources.length >= 60, `${sources.length}`);
      assert.equal(new Set([...sources, source]).size, sources.length + 1);
    });

    it(`catches a sample of 1 in 25 mutants of ${slug}, naming what was broken`, async () => {
      const judged = await proveMutants(slug, { seed: 4, every: 25 });
      const wrong = judged.filter(({ verdict }) => verdict !== 'caught');
      assert.deepEqual(
        wrong.map(({ mutant, verdict, said }) => `${mutant.title}: ${verdict}: ${said}`),
        [],
      );
    });
  }

  it('has no rewrite that changes no key', () => {
    const used = new Set(slugs.flatMap((slug) => rewrite(slug).map(({ title }) => title)));
    assert.deepEqual(
      rewriteTitles.filter((title) => !used.has(title)),
      [],
    );
  });

  for (const slug of slugs)
    it(`rewrites ${slug} with other initializers, including the default one`, () => {
      const drawn = rewrite(slug).filter(({ title }) => title.startsWith('weights drawn'));
      const found = drawn.map(({ source }) => [...new Set(source.match(/(?<=kernelInitializer: ')\w+/g))]);
      assert.deepEqual(found, [[], ['heNormal'], ['randomUniform']]);
    });

  it('passes the rewritten keys', async () => {
    const { count, alarms } = await proveRewrites('1-sparse', { seed: 4 });
    assert.ok(count >= 30, `${count}`);
    assert.deepEqual(alarms, []);
  });

  it('passes correct solutions with seeds whose random weights once stopped all units of a layer', async () => {
    const right = loadFixtures('2-convolutional', 'pass').filter(({ name }) => name === 'functional');
    assert.deepEqual(await proveSeeds(right, [116, 145, 195]), []);
  });

  it('reports a solution that does not pass', async () => {
    const [sgd] = loadFixtures('0-vanilla', 'fail').filter(({ name }) => name === 'sgd');
    const alarms = await proveSeeds([sgd!], [1, 2]);
    assert.deepEqual(
      alarms.map(({ title, seed }) => [title, seed]),
      [
        ['sgd', 1],
        ['sgd', 2],
      ],
    );
  });

  it('lists missed mutants on its page', () => {
    const [caught, missed] = mutate('0-vanilla');
    const page = renderMutants(
      [
        {
          slug: '0-vanilla',
          judged: [
            { mutant: caught!, verdict: 'caught', said: 'encoder-layers: a | b' },
            { mutant: missed!, verdict: 'missed', said: '' },
          ],
          rewrites: { count: 3, alarms: [{ title: 'an arrow', seed: 1, said: 'returns: no' }] },
        },
      ],
      'a command',
    );
    assert.match(page, /Written by `a command`/);
    assert.match(page, /\| 0-vanilla \| 2 \| 1 \| 0 \| 3 \| 1 \|/);
    assert.ok(page.includes(`| 0-vanilla | ${missed!.title} | missed |`));
    assert.match(page, /an arrow \| false alarm \| returns: no/);
    assert.match(page, /a \\\| b/);
  });
});
