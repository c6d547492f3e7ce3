import assert from 'node:assert/strict';
import { serveLikePages } from './counting-server';
import { testKernel } from './kernel-cases';
import { testNotebooks } from './notebook-cases';
import { dataSets, names } from './notebooks';
import { serve } from './static-server';
import { SitePages, type Launch } from './site-pages';

/**
 * Tests of the pages in which cells run, in a browser; they are skipped where there is none.
 *
 * @param isShort whether to leave out cases of the kernel that no engine does differently
 * @param testMore more tests of the same pages
 */
export function testPages(
  launch: Launch,
  isShort = false,
  testMore: (pages: () => SitePages) => void = () => {},
): void {
  let made: SitePages | undefined;
  const pages = (): SitePages => made!;

  before(async function () {
    made = await SitePages.make(launch, names, dataSets);
    if (!made) this.skip();
  });
  after(() => made?.close());

  testNotebooks(pages);

  it('run without a network once they were opened', async () => {
    const site = await serve(pages().folder);
    const page = await pages().newPage(site.url);
    const runImports = async () => {
      const notebook = await pages().open(page, '0-vanilla/task', site.url);
      await notebook.run(notebook.cellWith('import { check }'));
      await notebook.run(notebook.cellWith('showProgress();'));
      await notebook.output(notebook.cellWith('showProgress();'), '0-vanilla').first().waitFor();
    };
    await runImports();
    await site.close();
    await assert.rejects(fetch(site.url));
    await runImports();
    await page.close();
  });

  it('fetch at most 8 MB until a notebook is shown, and nothing of MNIST', async () => {
    const site = await serveLikePages(pages().folder);
    const page = await pages().newPage(site.url);
    await pages().open(page, '0-vanilla/task', site.url);
    assert.ok(site.sent > 1e6 && site.sent < 8e6, `${site.sent} bytes`);
    assert.deepEqual(
      site.paths.filter((path) => path.includes('/data/mnist/')),
      [],
    );
    await page.close();
    await site.close();
  });

  testKernel(pages, isShort);
  testMore(pages);

  it('ask for nothing outside of the site, and for nothing in it that is missing', () => {
    assert.deepEqual(pages().elsewhere, []);
    assert.deepEqual(pages().missing, []);
  });
}
