import ts from 'typescript';
import { findDeep, maybeDeclaration, replace } from './key';
import type { Mutation, Operator } from './mutation';

/** The places where the keys compute, and the check that covers each. */
const places: Record<string, string> = {
  klDivergence: 'kl-loss|training',
  KlLoss: 'kl-loss|training',
  reconstructionLoss: 'loss',
  Sampling: 'sampling|outputs-order',
  ActivityRegularization: 'penalty|training',
};

/** Methods that are easily confused. */
const otherMethods: Record<string, string[]> = {
  add: ['sub', 'mul'],
  sub: ['add', 'mul'],
  mul: ['div', 'add'],
  div: ['mul', 'sub'],
  exp: ['square', 'abs', 'sqrt', 'expm1', 'softplus'],
  square: ['abs', 'exp', 'sqrt'],
  abs: ['square', 'sqrt', 'neg', 'exp'],
  sum: ['mean', 'max', 'min'],
  mean: ['sum', 'max', 'min'],
};

const numbers: Record<string, (text: string) => string> = {
  'twice its size': (text) => `(2 * ${text})`,
  'half its size': (text) => `(${text} / 2)`,
  'one more': (text) => `(${text} + 1)`,
  'turned round': (text) => `(-${text})`,
  'times ten': (text) => `(10 * ${text})`,
};

/** Replaces or removes every method, number and name of the formulas. */
export const formulas: Operator = (key) =>
  Object.entries(places).flatMap(([name, about]): Mutation[] => {
    const declaration = maybeDeclaration(key, name);
    const bodies = declaration && ts.isClassDeclaration(declaration) ? methodsOf(declaration) : [declaration];
    return bodies
      .flatMap((body) => (body ? mutateIn(body) : []))
      .map(([title, node, text]) => ({
        title: `${name}: ${title}`,
        source: replace(key, node, text),
        about: new RegExp(`^(${about}|auto|returns): |throws: .*one number`),
      }));
  });

/** The method that computes; the rest of a course layer is not mutated. */
const methodsOf = (declaration: ts.ClassDeclaration): ts.Node[] =>
  declaration.members.filter((member) => ts.isMethodDeclaration(member) && member.name.getText() === 'call');

/** Changes that are not mistakes: a factor of 0 or 1, a relu code that is never negative, noise with its sign flipped. */
const equivalent = /\bl2\b|x\.square|this\.beta|rank|^no abs|^abs for abs|sub for add in zMean\.add\(zLogVar/;

type Edit = [title: string, node: ts.Node, text: string];

function mutateIn(body: ts.Node): Edit[] {
  const methods = findDeep(body, ts.isPropertyAccessExpression).flatMap((access): Edit[] => {
    const call = access.parent;
    if (!ts.isCallExpression(call) || call.expression !== access) return [];
    const { name, expression } = access;
    if (!otherMethods[name.text]) return [];
    const shown = short(call);
    return [
      ...otherMethods[name.text]!.map((other): Edit => [`${other} for ${name.text} in ${shown}`, name, other]),
      [`no ${name.text} in ${shown}`, call, expression.getText()],
    ];
  }); // prettier-ignore
  const literals = findDeep(body, ts.isNumericLiteral)
    .filter(({ parent }) => !ts.isElementAccessExpression(parent) && !parent.getText().includes('rank'))
    .filter(({ parent }) => !/sum\(-1\)/.test(parent.parent.getText().slice(-8)))
    .flatMap((literal) =>
      Object.entries(numbers).map(
        ([words, change]): Edit => [`${literal.text} ${words} in ${short(literal.parent.parent)}`, literal, change(literal.text)],
      ),
    ); // prettier-ignore
  const swapped = findDeep(body, ts.isIdentifier).flatMap((name): Edit[] => {
    const other = { zMean: 'zLogVar', zLogVar: 'zMean', yTrue: 'yPred', yPred: 'yTrue' }[name.text];
    if (!other || !isRead(name)) return [];
    return [[`${other} for ${name.text} in ${short(name.parent.parent)}`, name, other]];
  });
  return [...methods, ...literals, ...swapped].filter(([title]) => !equivalent.test(title));
}

const isRead = ({ parent }: ts.Identifier): boolean =>
  !ts.isParameter(parent) && !ts.isBindingElement(parent) && !ts.isVariableDeclaration(parent) && !/shape/.test(parent.getText()); // prettier-ignore

const short = (node: ts.Node): string => node.getText().replaceAll(/\s+/g, ' ').slice(0, 60);
