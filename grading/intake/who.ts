/** Who handed in a submission, as a platform or a folder tells. */
export interface Who {
  /** Unique among the learners of a download. Without a roster, reports call the learner by it. */
  id: string;
  firstName?: string;
  lastName?: string;
  email?: string;
  /** What else a roster may know them by: logins, names, and after `#` the number of Canvas; the safest first. */
  aliases: string[];
}

/** First and last name: the last word is the last name, or what is before a comma. */
export function splitName(name: string): { firstName?: string; lastName?: string } {
  const [last, first] = name.split(',').map((part) => part.trim());
  if (first) return { firstName: first, lastName: last };
  const words = name.trim().split(/\s+/);
  return words.length > 1
    ? { firstName: words.slice(0, -1).join(' '), lastName: words.at(-1) }
    : { lastName: words[0] };
}
