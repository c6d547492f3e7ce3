import assert from 'node:assert/strict';
import { Client } from './client';

/** What users of IPython, a shell or Python type out of habit, and the cell's answer. */
const habits: Record<string, [code: string, line: number, says: RegExp]> = {
  'a command after !': [
    '!npm install left-pad',
    1,
    /run npm install left-pad there.*execSync\('npm install left-pad'/,
  ],
  'a command of one word after !': ['!ls', 1, /execSync\('ls'/],
  'a command after !!': ['!!git status', 1, /run git status there/],
  'a command with an apostrophe': ["!echo it's", 1, /execSync\('echo it\\'s'/],
  'the output of a command': ['const files = !ls', 1, /execSync\('ls'/],
  'a command alone': ['npm install left-pad', 1, /run npm install left-pad there/],
  'a change of folder': ['cd ..', 1, /run cd \.\. there/],
  'a cell of bash': ['%%bash\nls', 1, /%%bash is IPython's: run these lines in a terminal/],
  pip: ['%pip install x', 1, /run pip install x there/],
  'a magic': ['\n%time 1 + 1', 2, /%time is IPython's: here, console\.time/],
  'a magic for the whole cell': ['%%timeit\nf(1)', 1, /console\.time/],
  'an unknown magic': ['%load_ext x', 1, /runs only TypeScript/],
  'an import of TensorFlow': [
    '\nfrom tensorflow import keras',
    2,
    /import \* as tf from '@tensorflow\/tfjs'/,
  ],
  'an import of matplotlib': ['import matplotlib.pyplot as plt', 1, /import \{ plot \} from 'autoencoders'/],
  'import as': ['import numpy as np', 1, /this is Python; .*import \* as numpy from/],
  'from import': ['from numpy import array', 1, /import \{ array \} from 'numpy'/],
  print: ['print(1)', 1, /console\.log/],
  'print without parentheses': ['print "x"', 1, /console\.log/],
  len: ['len([1])', 1, /x\.length/],
  str: ['str(5)', 1, /String\(x\)/],
  'a comment': ['const one = 1;\n# two', 2, /a comment starts with \/\//],
  'a function': ['def double(x):\n  return x', 1, /function double\(x: number\)/],
  'a class': ['class A(Base):\n  pass', 1, /class A extends Base/],
  'a loop over numbers': ['for i in range(10):\n  f(i)', 1, /for \(let i = 0; i < 10; i\+\+\)/],
  'a loop over a list': ['for x in xs:\n  f(x)', 1, /for \(const x of list\)/],
  'a condition': ['if x > 1:\n  f(x)', 1, /if \(condition\) \{/],
  try: ['try:\n  f(x)', 1, /catch \(error\)/],
  lambda: ['const f = lambda x: x', 1, /\(x\) => x \+ 1/],
  and: ['const b = one and two', 1, /&&, \|\|, !/],
  not: ['not one', 1, /&&, \|\|, !/],
  'is None': ['one is None', 1, /x === null/],
  'an f-string': ["f'hi {x}'", 1, /`text \$\{value\}`/],
};

/** TypeScript with a mistake, which must not be taken for anything else. */
const typeScript: Record<string, RegExp> = {
  "const wrong: number = 'this and that';": /not assignable to type 'number'/,
  "const open = ['not one', 'if x:'": /expected/,
  '!flag1': /Cannot find name 'flag1'/,
  'const negated = !flag2;': /Cannot find name 'flag2'/,
  'const rest = 5 % ;': /Expression expected/,
  'ls2.map((x) => x)': /Cannot find name 'ls2'/,
};

describe('Code in the style of Python, IPython or a shell', () => {
  let client: Client;
  before(async () => (client = await Client.start()));
  after(() => client.close());

  for (const [what, [code, line, says]] of Object.entries(habits))
    it(`is rejected with what to write instead: ${what}`, async () => {
      const { reply } = await client.run(code);
      assert.equal(reply.ename, 'TypeScriptError');
      const trace = (reply.traceback as string[]).join('\n');
      assert.match(trace, says);
      assert.ok(trace.includes(`at cell [${reply.execution_count}], line ${line},`), trace);
    });

  for (const [code, says] of Object.entries(typeScript))
    it(`is not detected in TypeScript: ${code}`, async () => {
      const { reply } = await client.run(code);
      assert.match(reply.evalue, says);
      assert.doesNotMatch(reply.traceback.join('\n'), /Python|IPython|terminal/);
    });

  for (const code of ['?known', 'known?', 'known??', '?? known;'])
    it(`may request the type of a name: ${code}`, async () => {
      await client.run('const known = 7;');
      const { reply } = await client.run(code);
      assert.equal(reply.status, 'ok');
      assert.deepEqual(reply.payload[0].data, { 'text/plain': 'const known: 7' });
    });

  it('gets advice about an undeclared name', async () => {
    const { reply } = await client.run('unknown?');
    assert.match(reply.payload[0].data['text/plain'], /unknown name: unknown; run the cell/);
  });
});
