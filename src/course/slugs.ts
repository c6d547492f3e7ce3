/** The course's four lessons, in order; each has a task of the same name. */
export const slugs = ['0-vanilla', '1-sparse', '2-convolutional', '3-variational'] as const;

export type Slug = (typeof slugs)[number];

/** @throws if `slug` is not a lesson of the course */
export function assertSlug(slug: string): asserts slug is Slug {
  if (!slugs.includes(slug as Slug))
    throw new Error(`invalid lesson: ${JSON.stringify(slug)} (expected ${slugs.join(', ')})`);
}
