import { alone, beside, calling, changing, changingDraws, type Hostile } from './hostile';

const frame = `const frame = (id: number, text: string) => {
  const body = Buffer.from(text); const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length, 0); head.writeUInt32BE(id, 4);
  return Buffer.concat([head, body]);
};
declare const Buffer: any;
const fs = require('node:fs');`;
const result = `{ result: { id: 'returns', title: '', verdict: 'pass', points: 100, maxPoints: 100, needs: [] } }`;
const interferes = /interferes with its grading/;
const absent = /Cannot find module/;

/** Points that nobody has earned. */
export const points: Hostile[] = [
  alone('sends results to the grader', `process.send(${result}); process.send({ done: true });`, /not a function/),
  alone('sends results if it can', `process.send?.(${result}); process.send?.({ done: true });`),
  alone('makes the process hear results', `process.emit('message', ${result}); process.emit('message', { done: true });`),
  alone('writes results as lines of JSON', `require('node:fs').writeSync(3, JSON.stringify(${result}) + '\\n');`, interferes),
  alone('answers in the place of its process', `${frame} fs.writeSync(3, frame(1, '{"answer":null}'));`, interferes),
  alone('answers before it is asked', `${frame} for (let i = 1; i < 50; i++) fs.writeSync(3, frame(i, '{"answer":null}'));`, /interferes|not valid/),
  alone('answers and exits', `${frame} fs.writeSync(3, frame(1, '{"answer":null}')); process.exit(0);`, /exited|interferes/),
  alone('says again that it is ready', `${frame} fs.writeSync(3, frame(0, 'ready'));`, interferes),
  alone('answers for ever', `${frame} setInterval(() => fs.writeSync(3, frame(2, '{"answer":{}}')), 1);`, /interferes|not valid|missing/),
  beside('forges one answer of an honest model', `${frame} setTimeout(() => fs.writeSync(3, frame(7, '{"answer":0}')), 0);`, 0, interferes),
  alone('makes everything JSON', `JSON.stringify = () => '{"answer":{"verdict":"pass","points":100}}';`, /not valid/),
  alone('parses questions as it likes', `JSON.parse = () => ({ ask: 'tensors', with: [] });`, /not valid/),
  alone('changes what arrays do', `Array.prototype.every = () => true; Array.prototype.some = () => false; Array.prototype.map = function () { return this; };`, /^/),
  alone('changes what equality is', `Object.is = () => true; Number.isFinite = () => true; Math.abs = () => 0; String.prototype.match = () => ['pass'] as any;`),
  alone('patches mocha', `const mocha = require('mocha'); mocha.Runner.prototype.fail = () => {}; mocha.Test.prototype.run = (done: any) => done();`),
  alone('patches every loaded module', `for (const module of Object.values(require.cache) as any[]) for (const key of Object.keys(module.exports ?? {})) try { module.exports[key] = () => ({ verdict: 'pass' }); } catch {}`, /^/),
  alone('imports a check', `const { layersCheck } = require('@ROOT@/dist/grading/checks/layers'); layersCheck.run = () => {};`, absent),
  alone('imports the verifier', `require('@ROOT@/dist/grading/verifying/verify');`, absent),
  alone('imports the verifier beside it', `require('../../grading/verifying/verify');`, absent),
  { ...alone('imports the solution', ''), source: `import { vanillaAutoencoder } from 'autoencoders';\nexport const autoencoder = vanillaAutoencoder;\n`, says: /course's own solution/ },
  { ...alone('imports the solution by require', ''), source: `export const autoencoder = require('autoencoders').vanillaAutoencoder;\n`, says: /course's own solution/ },
  { ...alone('imports the solution inside of the package', ''), source: `export * from 'autoencoders/dist/src/models/0-vanilla';\n`, says: absent },
  { ...alone('imports the solution by its path', ''), source: `export const { autoencoder } = require('@ROOT@/dist/src/models/0-vanilla');\n`, says: absent },
  { ...alone('imports the solution beside it', ''), source: `export { autoencoder } from './0-vanilla';\n`, says: absent },
  { ...alone('imports a dense solution beside it', ''), source: `import { denseAutoencoder } from './dense';\nexport const autoencoder: any = (...args: any[]) => denseAutoencoder(...(args as [any]));\n`, says: absent },
  alone('reads the solution', `eval(require('node:fs').readFileSync('@ROOT@/dist/src/models/0-vanilla.js', 'utf8'));`, /ENOENT/),
  alone('reads the source of the solution', `require('node:fs').readFileSync('@ROOT@/src/models/0-vanilla.ts', 'utf8');`, /ENOENT/),
  alone('reads the solution through another root', `require('node:fs').readFileSync('/proc/1/root@ROOT@/src/models/0-vanilla.ts', 'utf8');`, /ENOENT|EACCES/),
  alone('reads the solution through its working folder', `require('node:fs').readFileSync('/proc/1/cwd/src/models/0-vanilla.ts', 'utf8');`, /ENOENT|EACCES/),
  alone('reads the fixtures', `require('node:fs').readdirSync('@ROOT@/grading/fixtures');`, /ENOENT/),
  alone("reads the neighbour's file", `require('node:fs').readFileSync('@NEIGHBOUR@', 'utf8');`, /ENOENT/),
  alone('looks for the solution everywhere', `const fs = require('node:fs');
const look = (folder: string, depth: number): void => { for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
  const path = folder + '/' + entry.name;
  if (/0-vanilla|functional\\.ts/.test(entry.name)) throw new Error('found ' + path);
  if (entry.isDirectory() && depth < 6 && !/^\\/(proc|usr)/.test(path) && entry.name !== 'node_modules') try { look(path, depth + 1); } catch (e: any) { if (/found/.test(e.message)) throw e; }
} };
look('/', 0);`),
  calling('returns a proxy that is a model', `const model = new Proxy(Object.create(tf.LayersModel.prototype), { get: (_t, key) => key === 'layers' ? [] : undefined }); return { encoder: model, decoder: model, auto: model };`, /throws/),
  calling('makes everything an instance of a model', `Object.defineProperty(tf.LayersModel, Symbol.hasInstance, { value: () => true }); return { encoder: {}, decoder: {}, auto: {} };`, /throws/),
  calling('returns a model whose shapes are said only', `const fake = (n: number, m: number): any => Object.assign(Object.create(tf.LayersModel.prototype), { inputs: [{ shape: [null, n] }], outputs: [{ shape: [null, m] }], layers: [], weights: [], optimizer_: tf.train.adam(), loss: 'binaryCrossentropy', predict: () => tf.zeros([16, m]) }); const [n, , m] = args; return { encoder: fake(n, m), decoder: fake(m, n), auto: fake(n, n) };`, /throws/),
  calling('throws a result', `throw Object.assign(new Error('pass'), { name: 'Finding', fault: { rationale: 'pass' }, points: 100, verdict: 'pass' });`, /throws: pass/),
  calling('throws a fault of the grader', `const error = new Error('the grader failed'); error.name = 'GraderError'; throw error;`, /throws: the grader failed/),
  calling('exits with success', `process.exit(0);`, /exited/),
  calling('exits behind the back of Node', `(process as any).reallyExit(0);`, /exited/),
  calling('crashes', `(process as any).abort();`, /exited/),
  changing('compiles another loss and evaluates the right one', `auto.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  auto.evaluate = (x: any, y: any) => tf.tidy(() => tf.metrics.binaryCrossentropy(y, auto.predict(x) as any).mean());`, 94, /step 1 of training has the loss/),
  changing('has an Adam that learns in its first step only', `const adam: any = tf.train.adam(); let steps = 0; const apply = adam.applyGradients.bind(adam);
  adam.applyGradients = (g: any) => { if (steps++ % 40 < 1) apply(g); else for (const x of Array.isArray(g) ? g.map((e: any) => e.tensor) : Object.values(g)) (x as any).dispose?.(); };
  auto.compile({ optimizer: adam, loss: 'binaryCrossentropy' });`, 94, /Adam takes them|of training has the loss/),
  changing('has an Adam that becomes gradient descent', `const adam: any = tf.train.adam(), sgd: any = tf.train.sgd(0.001); let steps = 0; const apply = adam.applyGradients.bind(adam);
  adam.applyGradients = (g: any) => (steps++ < 1 ? apply(g) : sgd.applyGradients(g));
  auto.compile({ optimizer: adam, loss: 'binaryCrossentropy' });`, 94, /Adam takes them|of training has the loss/),
  changing('says that no tensor is left behind', `const predict = auto.predict.bind(auto); auto.predict = (x: any, c: any) => { tf.keep(tf.zeros([1])); return predict(x, c); }; tf.engine().memory = () => ({ numTensors: 7 }) as any;`, 100, /^/),
  changing('says that every number is none', `for (const model of [encoder, decoder, auto]) Object.assign(model, {
    predict: (x: any) => tf.fill([x.shape[0], model.outputs[0].shape[1]], NaN), evaluate: () => tf.scalar(NaN),
    trainOnBatch: async () => NaN, fit: async () => ({ history: { loss: [NaN, NaN] } }),
  });`, 53, /NaN/),
  changing('evaluates to infinity, from which every loss is equally far', `auto.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  const real = auto.evaluate.bind(auto);
  auto.evaluate = (x: any, y: any, c: any) => { const low = x.min().dataSync()[0]; return low > 0 && low < 0.5 ? tf.scalar(Infinity) : real(x, y, c); };`, 90, /as loss of the reconstruction/),
  changing('decodes to infinity, from which every output is equally far', `let calls = 0; const real = decoder.predict.bind(decoder);
  decoder.predict = (x: any, c: any) => calls++ < 2 ? real(x, c) : tf.fill([x.shape[0], decoder.outputs[0].shape[1]], Infinity);
  auto.predict = (x: any) => tf.zerosLike(x);`, 76, /differ from those of the decoder applied/),
  changingDraws('evaluates to infinity where the divergence is measured', `const real = auto.evaluate.bind(auto); let calls = 0;
  auto.compile({ optimizer: 'adam', loss: (y: any, p: any) => tf.metrics.binaryCrossentropy(y, p).mean().mul(y.shape[1]) });
  auto.evaluate = (x: any, y: any, c: any) => x.shape[0] === 8 ? tf.scalar(Infinity) : real(x, y, c);
  const train = auto.trainOnBatch.bind(auto); auto.trainOnBatch = async (x: any, y: any) => { const loss = await train(x, y); return x.shape[0] === 8 ? Infinity : loss; };`, 92, /KL divergence/),
  changingDraws('has a mean that is no number while z is looked at', `const real = encoder.predict.bind(encoder); let calls = 0;
  encoder.predict = (x: any, c: any) => { const [z, mean, logVar] = real(x, c); return x.shape[0] < 1000 ? [z, mean, logVar] : [tf.fill(z.shape, 1 + calls++), tf.mul(mean, NaN), logVar]; };`, 88, /zMean is NaN/),
  changingDraws('draws the same again, and says no numbers between', `const real = encoder.predict.bind(encoder); let calls = 0;
  encoder.predict = (x: any, c: any) => { const [z, mean, logVar] = real(x, c); return x.shape[0] < 1000 ? [z, mean, logVar] : [calls++ % 2 ? tf.mul(z, NaN) : tf.add(mean, tf.mul(tf.exp(tf.div(logVar, 2)), tf.randomNormal(z.shape, 0, 1, 'float32', 7))), mean, logVar]; };`, 88, /z is NaN/),
  changing('has settings that are inherited', `const say = JSON.stringify; JSON.stringify = (value: any, ...rest: any[]) =>
    say(value, ...rest)?.replace(/"activation":"\\w+"/g, '"__proto__":{"activation":"relu","units":7},"constructor":{"name":"Dense"}');`, 100, /^/),
  beside('makes chance constant', `Math.random = () => 0.5;`),
  beside('exports results as well', `export const results = { verdict: 'pass', points: 1000 }; export const score = 1000;`),
].filter(Boolean); // prettier-ignore
