import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../../src/project/root';

export type Kind = 'pass' | 'fail' | 'error';

/** A solution in grading/fixtures, and the expected results from its first lines. */
export interface Fixture {
  slug: string;
  kind: Kind;
  name: string;
  path: string;
  source: string;
  fails: string[];
  errors: string[];
  skips: string[];
  /** Must match the rationale and help of the failed checks, joined in one line. */
  says: RegExp;
}

/** The fixtures of a task, of one kind or all. */
export function loadFixtures(slug: string, only?: Kind): Fixture[] {
  const kinds: Kind[] = only ? [only] : ['pass', 'fail', 'error'];
  return kinds.flatMap((kind) => {
    const folder = join(root, 'grading/fixtures', slug, kind);
    const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
    return files.map((file) => loadFixture(slug, kind, join(folder, file)));
  });
}

function loadFixture(slug: string, kind: Kind, path: string): Fixture {
  const source = readFileSync(path, 'utf8');
  const line = (word: string): string => new RegExp(`^// ${word}: (.*)$`, 'm').exec(source)?.[1] ?? '';
  const list = (word: string): string[] => line(word).split(', ').filter(Boolean);
  const [fails, errors, skips] = ['fails', 'errors', 'skips'].map(list) as [string[], string[], string[]];
  const says = new RegExp(line('says'));
  return { slug, kind, name: basename(path, '.ts'), path, source, fails, errors, skips, says };
}
