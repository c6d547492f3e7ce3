import { renameSync, writeFileSync } from 'node:fs';
import { MODULES } from './modules';
import { drawCell, drawLook, drawRequest } from './questions';
import type { Reply } from './kernels';
import { Difference, type Action, type World } from './world';

const INTERRUPTED = 'Interrupted';

/** Fails unless a cell came to one of some answers, or was stopped. */
function expectOneOf(code: string, got: Reply, expected: Reply[]): void {
  if (got.ename === INTERRUPTED) return;
  const same = expected.some((each) => JSON.stringify(each) === JSON.stringify(got));
  if (!same)
    throw new Difference(
      `${code}\n\nexpected: ${JSON.stringify(expected, null, 2)}\n\ngot: ${JSON.stringify(got, null, 2)}`,
    );
}

/** Runs a cell that gives a variable's value, and holds it to what is known. */
async function checkVariables(world: World): Promise<void> {
  const names = [...world.variables.keys()];
  if (!names.length) return;
  const code = `[${names.join()}].join()`;
  const reply = await world.kernel.ask({ ask: 'cell', code });
  const expected = `'${[...world.variables.values()].join()}'`;
  world.expect(
    code,
    { status: 'ok', shown: [{ 'text/plain': expected }] },
    { status: reply.status, shown: reply.shown },
  );
}

/** What is asked of the kernel, beside a fresh one. */
export const cellActions: Action[] = [
  {
    weight: 45,
    title: 'run a cell',
    async run(world) {
      const code = drawCell(world);
      const { status } = await world.compare({ ask: 'cell', code });
      return `${JSON.stringify(code)}: ${String(status)}`;
    },
  },
  {
    weight: 12,
    title: 'complete or inspect',
    async run(world) {
      const question = drawLook(world);
      await world.compare(question);
      return `${question.ask} ${JSON.stringify(question.code)}`;
    },
  },
  {
    weight: 8,
    title: 'name a value, and look at all named before',
    async run(world) {
      const n = world.chance.below(1000);
      const name = `kept${world.chance.below(12)}`;
      await world.kernel.ask({
        ask: 'cell',
        code: world.chance.pick([`const ${name} = ${n};`, `let ${name}: number = ${n};`]),
      });
      world.variables.set(name, n);
      await checkVariables(world);
      return `${name} = ${n}`;
    },
  },
  {
    weight: 8,
    title: 'use a name that an earlier cell imported',
    async run(world) {
      const module = world.chance.pick(MODULES);
      const name = `live${MODULES.indexOf(module)}`;
      const importing = `import { value as ${name} } from './${module}';\n`;
      const fresh = await world.askFresh({ ask: 'cell', code: `${importing}${name}` });
      // a name may be used only once its import has worked; it keeps its last value when the file is gone
      if (fresh.status === 'ok') await world.kernel.ask({ ask: 'cell', code: importing });
      const changes: number[] = [];
      for (let i = world.chance.below(3); i > 0; i--) {
        const n = 1000 + world.chance.below(1000);
        const text = `${'\n'.repeat(i)}export const value = ${n};\n`;
        world.write(`${module}.ts`, text);
        changes.push(n);
      }
      if (!changes.length) return `${name}, nothing changed`;
      const expected = await world.askFresh({ ask: 'cell', code: `${importing}${name}` });
      if (fresh.status !== 'ok') await world.kernel.ask({ ask: 'cell', code: importing });
      if (expected.status === 'ok') {
        const got = await world.kernel.ask({ ask: 'cell', code: name });
        world.expect(name, expected.shown, got.shown);
      }
      return `${name}, ${changes.join()}`;
    },
  },
  {
    weight: 4,
    title: 'a cell writes JSON',
    async run(world) {
      const n = world.chance.below(1000);
      const code = `require('node:fs').writeFileSync('${world.chance.pick(['a', 'd', 'f', 'results'])}.json', '{"value": ${n}}');`;
      await world.kernel.ask({ ask: 'cell', code });
      world.changed();
      return code;
    },
  },
  {
    weight: 4,
    title: 'stop a cell that never ends',
    async run(world) {
      const code = world.chance.pick([
        'console.log("begun");\nwhile (true) {}',
        'console.log("begun");\nawait new Promise(() => {});',
        'console.log("begun");\nfor (;;) await 1;',
      ]);
      const answer = await world.kernel.begin(code);
      await world.kernel.client.printed('begun');
      await world.kernel.stop();
      world.expect(code, INTERRUPTED, (await answer()).ename);
      await checkVariables(world);
      return JSON.stringify(code);
    },
  },
  {
    weight: 3,
    title: 'stop a module that never ends, then mend it',
    async run(world) {
      const n = world.chance.below(1000);
      const code = "import { value as ended } from './endless';\nended";
      world.write(
        'endless.ts',
        `export const value = ${n};\nconsole.log('loading');\nwhile (${n} >= 0) {}\n`,
      );
      const answer = await world.kernel.begin(code);
      await world.kernel.client.printed('loading');
      await world.kernel.stop();
      world.expect(code, INTERRUPTED, (await answer()).ename);
      world.write('endless.ts', `export const value = ${n};\n`);
      await world.compare({ ask: 'cell', code });
      world.remove('endless.ts');
      return String(n);
    },
  },
  {
    weight: 6,
    title: 'stop a cell while it is compiled or loaded',
    async run(world) {
      const { chance, kernel } = world;
      const code = drawCell(world);
      const expected = await world.askFresh({ ask: 'cell', code });
      const answer = await kernel.begin(code);
      for (let turns = chance.below(40); turns > 0; turns--)
        await new Promise((resolve) => setImmediate(resolve));
      await kernel.stop();
      expectOneOf(code, await answer(), [expected]);
      await world.compare({ ask: 'cell', code });
      return JSON.stringify(code);
    },
  },
  {
    weight: 4,
    title: 'run a cell while a module is written',
    async run(world) {
      const { chance, kernel } = world;
      const file = `${chance.pick(MODULES)}.ts`;
      const code = `import { value } from './${file.slice(0, -3)}';\nvalue`;
      world.write(file, 'export const value = 0;\n');
      const answer = await kernel.begin(code);
      for (let i = 1; i <= 20; i++) {
        // now in one step, as editors do, now in place, as shells do
        if (chance.happens(0.5)) world.write(file, `export const value = ${i};\n`);
        else {
          writeFileSync(world.path('written.tmp'), `export const value = ${i};\n`);
          renameSync(world.path('written.tmp'), world.path(file));
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
      await answer(); // whatever it saw, it answers
      world.changed();
      await world.compare({ ask: 'cell', code });
      return file;
    },
  },
  {
    weight: 4,
    title: 'run a cell while the compiler throws',
    async run(world) {
      const { chance, kernel } = world;
      const calls = chance.below(10_000);
      await kernel.ask({ ask: 'cell', code: throwInCompiler(calls) });
      const code = `import { value } from '${drawRequest(world)}';\nvalue`;
      await kernel.ask({ ask: 'cell', code });
      await kernel.ask({ ask: 'cell', code: 'globalThis.endThrows?.();' });
      await checkVariables(world);
      await world.compare({ ask: 'cell', code });
      return `after ${calls} calls: ${JSON.stringify(code)}`;
    },
  },
];

/** A cell that makes the compiler throw once, in the middle of its work on a later cell. */
const throwInCompiler = (calls: number): string => `{
  const { get } = Map.prototype;
  const end = () => {
    Map.prototype.get = get;
    delete process.env.AUTOENCODERS_TRACE;
  };
  process.env.AUTOENCODERS_TRACE = 'full'; // else a stack has the learner's frames alone
  (globalThis as any).endThrows = end;
  let left = ${calls};
  Map.prototype.get = function (key: any) {
    if (left > 0 && --left === 0) {
      const isCompiler = new Error().stack!.includes('typescript-for-tslab'); // asks maps too
      if (!isCompiler) left = 1;
      else {
        end();
        throw new Error('the compiler throws');
      }
    }
    return get.call(this, key);
  };
}`;
