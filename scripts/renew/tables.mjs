import { readFileSync } from 'node:fs';
import * as prettier from 'prettier';
import { writeAtomic } from '../../src/project/write-atomic.cjs';
import { at, root } from '../setup/base/paths.mjs';
import { gatherFacts } from './facts.mjs';
import { makePage } from './page.mjs';

const page = at('docs/dependencies.md');
const readJson = (name) => JSON.parse(readFileSync(at('scripts/renew', name), 'utf8'));

/** Asks the registries what is not known yet and writes scripts/renew/facts.json and docs/dependencies.md. */
export async function writeTables() {
  const reasons = readJson('reasons.json');
  const facts = await gatherFacts(root, reasons.licences);
  const text = await format(makePage(root, reasons, facts));
  writeAtomic(at('scripts/renew/facts.json'), `${JSON.stringify(facts, null, 2)}\n`);
  writeAtomic(page, text);
  console.log('wrote docs/dependencies.md and scripts/renew/facts.json');
  const unknown = Object.values(facts.licences).flatMap((all) =>
    Object.keys(all).filter((id) => all[id] === 'unknown'),
  );
  if (unknown.length)
    console.log(`Licences to look up and enter in scripts/renew/reasons.json: ${unknown.join(', ')}`);
}

/** @returns {Promise<string>} docs/dependencies.md as the stored facts make it, without asking anyone */
export const remakePage = () => format(makePage(root, readJson('reasons.json'), readJson('facts.json')));

const format = async (text) =>
  prettier.format(text, { ...(await prettier.resolveConfig(page)), parser: 'markdown' });
