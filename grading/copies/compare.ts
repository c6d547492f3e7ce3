import type { FingerprintIndex, TokenizedFile } from '@dodona/dolos-core' with {
  'resolution-mode': 'import',
};
import type { Source } from './source';

type Dolos = typeof import('@dodona/dolos-core', { with: { 'resolution-mode': 'import' } });

/** Two submissions that have code in common. */
export interface Similar {
  left: Source;
  right: Source;
  /** How much of both is in common, from 0 to 1. */
  similarity: number;
  /** The longest parts in common, as first and last lines, from 1. */
  parts: { left: [number, number]; right: [number, number] }[];
}

/** Dolos' defaults: a fingerprint for each 23 tokens, of which one in 17 is kept. */
const fingerprint = { tokens: 23, window: 17 };
/** How many parts of a pair are shown. */
const mostParts = 3;

/**
 * Compares the submissions of each task with each other, and not those of the same learner, by the fingerprints of Dolos
 * (Schleimer et al., Winnowing, 2003).
 *
 * @param templates code that everybody was given, by task: it does not count
 * @returns the pairs with code in common, the most similar ones first
 */
export async function findSimilar(sources: Source[], templates: Source[] = []): Promise<Similar[]> {
  const dolos = await import('@dodona/dolos-core'); // an ES module
  const slugs = [...new Set(sources.map(({ slug }) => slug))];
  const found = slugs.flatMap((slug) => {
    const index = new dolos.FingerprintIndex(fingerprint.tokens, fingerprint.window);
    const of = (all: Source[]): Source[] => all.filter((source) => source.slug === slug);
    for (const template of of(templates)) index.addIgnoredFile(tokenize(dolos, template));
    return compareAll(
      index,
      of(sources).map((source) => [source, tokenize(dolos, source)]),
    );
  });
  return found.sort((a, b) => b.similarity - a.similarity);
}

function compareAll(index: FingerprintIndex, files: [Source, TokenizedFile][]): Similar[] {
  index.addFiles(files.map(([, file]) => file));
  return files.flatMap(([left, leftFile], at) =>
    files.slice(at + 1).flatMap(([right, rightFile]): Similar[] => {
      if (left.owner === right.owner) return [];
      const pair = index.getPair(leftFile, rightFile);
      if (pair.similarity === 0) return [];
      const parts = pair
        .buildFragments()
        .map(({ leftSelection, rightSelection }) => ({
          left: linesOf(leftSelection),
          right: linesOf(rightSelection),
        }))
        .sort((a, b) => b.left[1] - b.left[0] - (a.left[1] - a.left[0]))
        .slice(0, mostParts);
      return [{ left, right, similarity: Math.min(1, pair.similarity), parts }];
    }),
  );
}

const linesOf = ({ startRow, endRow }: { startRow: number; endRow: number }): [number, number] => [
  startRow + 1,
  endRow + 1,
];

function tokenize(dolos: Dolos, { path, code, tokens, lines }: Source): TokenizedFile {
  const places = lines.map((line, at) => new dolos.Region(line, at, line, at + 1));
  return new dolos.TokenizedFile(new dolos.File(path, code), tokens, places);
}
