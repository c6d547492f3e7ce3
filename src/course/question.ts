/** One choice of a question, and why it is correct or not. */
export interface Choice {
  text: string;
  right: boolean;
  reason: string;
}

/** A quiz question; any number of its choices may be correct. */
export interface Question {
  text: string;
  choices: Choice[];
}

/** A choice that is part of the answer. */
export const right = (text: string, reason: string): Choice => ({ text, right: true, reason });
/** A choice that is not. */
export const wrong = (text: string, reason: string): Choice => ({ text, right: false, reason });

/** The letter of each choice: a, b, c, d. */
export const letterOf = (index: number): string => String.fromCharCode(97 + index);
