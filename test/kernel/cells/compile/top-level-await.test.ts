import assert from 'node:assert/strict';
import { hasTopLevelAwait } from '../../../../src/kernel/cells/compile/top-level-await';

describe('hasTopLevelAwait', () => {
  for (const code of [
    'await f()',
    'await (f())',
    'const a = await (f());',
    'await [1]',
    'await -1',
    'await `x`',
    'for await (const x of y) {}',
    'const { x } = await (async () => ({ x: 1 }))();',
    'if (true) { for (;;) { await 1 } }',
    'try { await (f()) } catch {}',
    'console.log(await (1))',
  ])
    it(`finds it in ${code}`, () => assert.equal(hasTopLevelAwait(code), true));

  for (const code of [
    '1',
    'async () => await 1',
    'async function f() { await 1; }',
    'class A { async f() { await 1; } }',
    "'await 1'",
    '// await 1',
    'const waits = { await: 1 };',
    '',
  ])
    it(`finds none in ${code || 'an empty cell'}`, () => assert.equal(hasTopLevelAwait(code), false));
});
