import type { Check } from '../harness/check';
import { parts } from '../protocol/subject';
import { callOf } from '../measure/blueprint';
import { fail, type Trial } from '../measure/trial';

/** Names that learners use instead of `autoencoder`. */
const likely = (names: string[]): string | undefined =>
  names.find((name) => /auto.?encoder/i.test(name)) ??
  names.find((name) => /model|build|encoder|vae/i.test(name));

/** The file exports a function called `autoencoder`. */
export const exportsCheck: Check<Trial> = {
  id: 'exports',
  title: 'there is a function `autoencoder`',
  points: 0,
  needs: ['loads'],
  async run({ subject }) {
    const { names, autoencoder } = await subject.exports();
    if (autoencoder === 'function') return;
    if (autoencoder !== 'undefined')
      fail(
        `autoencoder is ${/^[aeiou]/.test(autoencoder) ? 'an' : 'a'} ${autoencoder}, not a function`,
        'Write `export function autoencoder(...)` and let it return the three models.',
        'function',
        autoencoder,
      );
    const other = likely(names);
    fail(
      `no function named autoencoder is exported${names.length ? `; there is ${names.join(', ')}` : ''}`,
      other ? `Rename ${other} to autoencoder.` : 'Put `export` before `function autoencoder(...)`.',
      'autoencoder',
      names.join(', ') || 'nothing',
    );
  },
};

/** The call returns an object with three models. */
export const returnsCheck = (points: number): Check<Trial> => ({
  id: 'returns',
  title: '`autoencoder` returns the models `encoder`, `decoder` and `auto`',
  points,
  needs: ['exports'],
  async run(trial) {
    const made = await trial.build(trial.plan.main);
    const { returned, models } = made.claim;
    const missing = parts.filter((part) => !models[part]);
    const help = 'End the function with `return { encoder, decoder, auto };`, each a tf.model(...).';
    const call = callOf(trial.plan.main);
    if (typeof returned === 'string')
      fail(
        `${call} returned ${returned}`,
        returned === 'a Promise'
          ? 'Remove `async` from the function: building a model does not wait for anything.'
          : help,
        '{ encoder, decoder, auto }',
        returned,
      );
    if (missing.length) {
      const not = missing.filter((part) => returned.includes(part));
      fail(
        not.length
          ? `what ${call} returned as ${not.join(' and ')} is not a TensorFlow.js model`
          : `${call} returned { ${returned.join(', ')} }: ${missing.join(' and ')} missing`,
        help,
        '{ encoder, decoder, auto }',
        `{ ${returned.join(', ')} }`,
      );
    }
    trial.main = made;
  },
});

/** The call does not change its arguments. */
export const argumentsCheck = (points: number): Check<Trial> => ({
  id: 'arguments',
  title: '`autoencoder` does not change the arrays it is given',
  points,
  needs: ['returns'],
  async run({ case: { blueprint, claim } }) {
    blueprint.args.forEach((before, i) => {
      const [asked, got] = [before, claim.args[i]].map((arg) => JSON.stringify(arg)) as [string, string];
      if (asked === got) return;
      const reversed = Array.isArray(before) && JSON.stringify([...before].reverse()) === got;
      fail(
        `argument ${i + 1} was ${asked} before the call and is ${got} after it`,
        reversed
          ? 'reverse() changes the array itself, for the caller too: reverse a copy, [...list].reverse().'
          : 'Change a copy, [...list], instead of the array itself.',
        asked,
        got,
      );
    });
  },
});
