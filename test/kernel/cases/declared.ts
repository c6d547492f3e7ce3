import assert from 'node:assert/strict';
import type { Answer } from '../client';
import type { Start, Tested } from './tested';

const shown = ({ reply, published }: Answer): string =>
  published.find(({ type }) => type === 'execute_result')?.content.data['text/plain'] ?? reply.evalue;

/**
 * Correct code whose types TypeScript cannot write as declarations for the next cell; what it shows, and what the next
 * cell does.
 */
const cells: Record<string, [code: string, shows: string, next: string, shows: string]> = {
  'an unnamed class': [
    'const Counter = class { private count = 1; get twice() { return this.count * 2; } };\nnew Counter().twice',
    '2',
    'new Counter().twice + 1',
    '3',
  ],
  'a custom layer': [
    "const Own = class extends tf.layers.Layer { static className = 'Own'; };\nnew Own({}).getClassName()",
    "'Own'",
    'new Own({ name: "mine" }).name',
    "'mine'",
  ],
  'a layer made in a function': [
    "function makeLayer() { return class extends tf.layers.Layer { static className = 'Made'; }; }\nnew (makeLayer())({}).name.length > 0",
    'true',
    'class Named extends makeLayer() { two() { return 2; } }\nnew Named({}).two()',
    '2',
  ],
  'a mixin': [
    'const mixin = <T extends new (...args: any[]) => object>(Base: T) => class extends Base { private extra = 1; };\nmixin(Map).length',
    '0',
    'class Mixed extends mixin(Map) { constructor(readonly x: number) { super(); } }\nnew Mixed(3).x',
    '3',
  ],
  'a class in a function': [
    'function make() { class Hidden { private a = 1; } return new Hidden(); }\nmake()',
    'Hidden { a: 1 }',
    'make()',
    'Hidden { a: 1 }',
  ],
  'an interface in a function': [
    'function pair() { interface Pair { a: number } const made: Pair = { a: 1 }; return made; }\npair().a',
    '1',
    'pair().a + 1',
    '2',
  ],
  'an interface in an arrow function': [
    'const toPair = (a: number) => { interface Pair { a: number } const made: Pair = { a }; return made; };\ntoPair(1).a',
    '1',
    'toPair(2).a',
    '2',
  ],
  'an async function': [
    'async function later() { class Hidden { private a = 1; } return new Hidden(); }\nawait later()',
    'Hidden { a: 1 }',
    '(await later()) !== undefined',
    'true',
  ],
  'a generator': [
    'function* some() { class Hidden { private a = 1; } yield new Hidden(); }\n[...some()].length',
    '1',
    '[...some()]',
    '[ Hidden { a: 1 } ]',
  ],
  'members of a class': [
    'class Holder { make() { class A { private a = 1; } return new A(); } get b() { class B { private b = 1; } return new B(); } }\nnew Holder().b',
    'B { b: 1 }',
    'new Holder().make()',
    'A { a: 1 }',
  ],
  'a property of an object': [
    'const { Part } = { Part: class { private a = 1; } };\nPart.name',
    "'Part'",
    'new Part()',
    'Part { a: 1 }',
  ],
};

/** Cases about what cells may declare, for any kernel. */
export function testDeclarations(start: Start): void {
  describe('A cell may declare values of unnamed types', () => {
    let client: Tested;
    before(async () => {
      client = await start();
      await client.run("import * as tf from '@tensorflow/tfjs';");
    });
    after(() => client.close());

    for (const [what, [code, shows, next, showsNext]] of Object.entries(cells))
      it(what, async () => {
        assert.equal(shown(await client.run(code)), shows);
        assert.equal(shown(await client.run(next)), showsNext);
      });

    it('and is still type-checked, with only the real error reported', async () => {
      const { reply } = await client.run(
        'const first = class { private a = 1; };\nconst text: string = new first().b;',
      );
      assert.match(reply.evalue, /Property 'b' does not exist on type/);
      assert.doesNotMatch(reply.traceback.join('\n'), /exported class expression/);
    });

    it('and errors keep their column', async () => {
      const { reply } = await client.run("const last = class { private a = 1; }; throw new Error('x');");
      assert.match(
        reply.traceback.join('\n'),
        new RegExp(`at cell \\[${reply.execution_count}\\], line 1, column 46`),
      );
    });
  });
}
