import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as autoencoders from '../../src';
import { root } from '../support/run';
import { readNotebook, textOf, type Cell } from './course';
import { numbersIn, statedIn, isShown } from './numbers';

const folder = join(root, 'notebooks');
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
  /^\d-[a-z]+\/[a-z]+\.ipynb$/.test(path),
);
const notebooks = names.map((name) => ({ name, ...readNotebook(join(folder, name)) }));
const isText = ({ cell_type }: Cell) => cell_type === 'markdown';

describe('the text of the notebooks', () => {
  it('states only numbers that the stored outputs above it show', () => {
    for (const { name, cells } of notebooks) {
      const shown: number[] = [];
      for (const cell of cells)
        if (!isText(cell)) shown.push(...numbersIn(cell));
        else
          for (const stated of statedIn(textOf(cell.source)))
            assert.ok(
              isShown(stated, shown),
              `${name}, cell ${cell.id}: ${stated} is not in the outputs above`,
            );
    }
  });

  it('states losses with three digits: on processors with other instructions, the fourth differs', () => {
    for (const { name, cells } of notebooks) {
      const text = cells.filter(isText).map(({ source }) => textOf(source));
      const formulas = text.flatMap((one) => one.match(/\$+[^$]+\$+/g) ?? []).join(' ');
      for (const stated of text.flatMap(statedIn))
        if (stated.includes('.') && !formulas.includes(stated))
          assert.ok(digitsOf(stated) <= 3, `${name}: ${stated} has ${digitsOf(stated)} digits`);
    }
    assert.deepEqual(['0.0341', '214.5', '0.5474', '6.0', '30.05 %'].map(digitsOf), [3, 4, 4, 2, 4]);
  });

  it('names only functions that the notebook imports or defines, or that the course or TensorFlow.js has', () => {
    for (const { name, cells } of notebooks) {
      const code = cells
        .filter((cell) => !isText(cell))
        .map(({ source }) => textOf(source))
        .join('\n');
      for (const cell of cells.filter(isText))
        for (const [, called] of textOf(cell.source).matchAll(/`(\w+)\([^`]*`/g))
          assert.ok(
            new RegExp(`\\b${called}\\b`).test(code) || called! in autoencoders || called === 'reverse',
            `${name}, cell ${cell.id}: ${called}() is neither in the code nor in the package`,
          );
    }
  });

  it('tells the learner to call functions only where they are imported', () => {
    for (const { name, cells } of notebooks) {
      const code = cells
        .filter((cell) => !isText(cell))
        .map(({ source }) => textOf(source))
        .join('\n');
      for (const called of ['quiz', 'showProgress', 'completeLesson', 'hint', 'check'])
        if (cells.some((cell) => isText(cell) && textOf(cell.source).includes(`\`${called}`)))
          assert.match(code, new RegExp(`import[^;]*\\b${called}\\b`), `${name}: ${called}`);
    }
  });

  it('has no line that Markdown takes for a list by accident', () => {
    for (const { name, cells } of notebooks)
      for (const cell of cells.filter(isText))
        assert.deepEqual(accidentsIn(textOf(cell.source)), [], `${name}, cell ${cell.id}`);
  });

  it('stays under 100 cells a notebook, and states no time that depends on the machine', () => {
    for (const { name, cells } of notebooks) {
      assert.ok(cells.length < 100, `${name}: ${cells.length} cells`);
      for (const cell of cells.filter(isText))
        assert.doesNotMatch(
          textOf(cell.source),
          /\b(\d+|two|five|six|twenty) (seconds|minutes)\b|ms a step/,
          `${name}, cell ${cell.id}`,
        );
    }
  });

  it('links only to notebooks that exist', () => {
    for (const { name, cells } of notebooks)
      for (const cell of cells.filter(isText))
        for (const [, to] of textOf(cell.source).matchAll(/\]\(([^)#:]+\.ipynb)\)/g))
          assert.ok(names.includes(join(name, '..', to!)), `${name}: ${to}`);
  });

  it('a number that is not in the run is found, whatever its form', () => {
    const text =
      '**What we see.** From 0.177 to 0.086, 42 % of 218,643. A formula $x = 0.5$, code `0.7`.\n\n**Exercise.** 0.9.';
    assert.deepEqual(statedIn(text), ['0.177', '0.086', '42 %', '218,643']);
    assert.deepEqual(statedIn('Set it to 0.5.'), [], 'only results');
    const run = [0.17702, 0.0853, 0.4, 218_643];
    assert.deepEqual(
      statedIn(text).filter((stated) => !isShown(stated, run)),
      ['0.086', '42 %'],
    );
    assert.ok(isShown('40 %', run) && isShown('0.085', run) && !isShown('40', run));
  });

  it('a wrapped line that begins with a plus sign, a dash or a number is found', () => {
    assert.deepEqual(accidentsIn('the sum\n+ 1.38 is\n\n- a list\n- of two'), ['+ 1.38 is']);
    assert.deepEqual(accidentsIn('in\n2016. Then\n# not a heading'), ['2016. Then', '# not a heading']);
  });
});

/** How many significant digits a number has. */
const digitsOf = (number: string): number => number.replace(/\D/g, '').replace(/^0+/, '').length;

/** Lines within a paragraph that start like a list, a quotation or a heading. */
function accidentsIn(text: string): string[] {
  return text.split(/\n\s*\n/).flatMap((paragraph) => {
    const lines = paragraph.split('\n');
    if (/^(```|\||\$\$|#|\s{4})/.test(lines[0]!)) return [];
    const isItem = (line: string) => /^\s*([-*+>]|#+|\d+[.)]) /.test(line);
    const isList = /^\s*(- |1\. )/.test(lines[0]!);
    return lines.slice(1).filter((line) => isItem(line) && !(isList && /^\s*(- |[1-9]\. )/.test(line)));
  });
}
