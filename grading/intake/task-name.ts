import { slugs } from '../tasks';

/** What a file's name tells of its task. */
export interface TaskName {
  /** Nothing if the name is not that of a task. */
  slug?: string;
  /** The name without its ending and the number of a copy. */
  stem: string;
  /** Which copy it is: 0 for `task.ipynb`, 2 for `task-2.ipynb` and `task (2).ipynb`. */
  copy: number;
}

// What is added to the name of a second file: browsers and Moodle ` (1)`, JupyterLab `-Copy1`, Canvas `-1` for each time
// that a learner hands in again, Windows ` - Copy (2)`, macOS ` copy 2`.
const copies = /(?:[ _]?\((\d{1,4})\)|[ _-]*copy[ _-]?\(?(\d{0,4})\)?|[_-](\d{1,4}))$/i;

/** Reads the name of a file, or of a folder or zip. */
export function readTaskName(name: string): TaskName {
  let stem = name.replace(/\.(ts|ipynb|zip)$/i, '').trim();
  let copy = 0;
  for (let match = copies.exec(stem); match; match = copies.exec(stem)) {
    const slug = toSlug(stem);
    if (slug || !match.index) break;
    copy = Math.max(copy, Number(match[1] ?? match[2] ?? match[3] ?? 0) || 1);
    stem = stem.slice(0, match.index).trim();
  }
  return { slug: toSlug(stem), stem, copy };
}

/** `0-vanilla` also as `0_vanilla`, `0 Vanilla`, `0vanilla` or `vanilla`. */
function toSlug(stem: string): string | undefined {
  const name = stem.toLowerCase().replace(/[ _-]+/g, '-');
  return slugs.find((slug) => [slug, slug.replace('-', ''), slug.replace(/^\d-/, '')].includes(name));
}

/** The task whose name is a part of another, such as of a download (`AI-101-0-vanilla-5678.zip`), if it is one. */
export function findTaskIn(name: string): string | undefined {
  const words = `-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-`;
  const named = slugs.filter((slug) => words.includes(`-${slug}-`));
  return named.length === 1 ? named[0] : undefined;
}
