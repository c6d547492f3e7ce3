/** The course's four lessons, in order; each has a task of the same name. */
export const slugs = ['0-vanilla', '1-sparse', '2-convolutional', '3-variational'] as const;

export type Slug = (typeof slugs)[number];

/** @throws when `slug` is no lesson of the course */
export function assertSlug(slug: string): asserts slug is Slug {
  if (!slugs.includes(slug as Slug))
    throw new Error(`there is no lesson ${JSON.stringify(slug)}: expected one of ${slugs.join(', ')}`);
}
