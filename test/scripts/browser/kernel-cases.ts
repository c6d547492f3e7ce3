import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDeclarations } from '../../kernel/cases/declared';
import { testErrors } from '../../kernel/cases/errors';
import { testCells } from '../../kernel/cases/execute';
import { testStop } from '../../kernel/cases/stop';
import { resultOf } from '../../kernel/client';
import { BrowserClient } from './kernel-client';
import type { SitePages } from './site-pages';
import { isolating, serve, type StaticServer } from './static-server';

/**
 * Tests of the kernel on the pages, for every browser.
 *
 * @param isShort whether to leave out what no engine does differently
 */
export function testKernel(pages: () => SitePages, isShort: boolean): void {
  describe('have a kernel that does what the one in Node does', () => {
    let scripts: StaticServer;
    let plainScripts: StaticServer;
    before(async () => {
      scripts = await serve(pages().scripts, isolating);
      plainScripts = await serve(pages().scripts);
    });
    after(async () => {
      await scripts?.close();
      await plainScripts?.close();
    });

    const start = () => BrowserClient.start(pages().browser, scripts.url);
    testCells(start);
    testErrors(start);
    if (isShort) return;
    testDeclarations(start);
    testStop(start);

    it('completes and inspects names while a cell runs', async () => {
      const client = await start();
      await client.run('const declaredEarlier = 1;');
      const id = await client.send('execute_request', {
        code: "console.log('began'); for (;;) {}",
        silent: false,
      });
      await client.printed('began');
      const code = 'declaredEar';
      const { reply } = await client.ask('complete_request', { code, cursor_pos: code.length });
      assert.deepEqual(reply.matches, ['declaredEarlier']);
      const { reply: known } = await client.ask('inspect_request', {
        code: 'declaredEarlier',
        cursor_pos: 3,
      });
      assert.match(known.data['text/plain'], /const declaredEarlier: 1/);
      await client.askControl('interrupt_request', {});
      assert.equal((await client.answer(id)).reply.ename, 'Interrupted');
      client.close();
    });

    it('on a page that is not isolated, stops what awaits, and says that a loop costs the variables', async () => {
      const client = await BrowserClient.start(pages().browser, plainScripts.url);
      await client.run('let kept = 7;');
      const stop = async (code: string) => {
        const id = await client.send('execute_request', { code, silent: false });
        await client.printed(/'(began.)'/.exec(code)![1]!);
        await client.askControl('interrupt_request', {});
        return (await client.answer(id)).reply;
      };
      assert.equal((await stop("console.log('began1'); await new Promise(() => {});")).ename, 'Interrupted');
      assert.equal(resultOf(await client.run('kept'))['text/plain'], '7');
      const lost = await stop("console.log('began2'); for (;;) {}");
      assert.match(lost.evalue, /the variables are lost, because this page is not isolated/);
      assert.match((await client.run('kept')).reply.evalue, /Cannot find name 'kept'/);
      assert.equal(resultOf(await client.run('1 + 1'))['text/plain'], '2');
      client.close();
    });

    it('says in the cell that a script is missing', async () => {
      const empty = mkdtempSync(join(tmpdir(), 'lacking-'));
      for (const name of ['extension.js', 'types.json', 'language.js'])
        copyFileSync(join(pages().scripts, name), join(empty, name));
      const lacking = await serve(empty, isolating);
      const client = await BrowserClient.start(pages().browser, lacking.url);
      const { reply } = await client.run('1');
      assert.match(
        reply.evalue,
        /^the kernel's worker ended \(cells\.js cannot be loaded\); run the cells again/,
      );
      client.close();
      lacking.close();
      rmSync(empty, { recursive: true });
    });
  });
}
