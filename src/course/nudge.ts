/** A choice that was ticked or not. */
export interface Ticked {
  letter: string;
  text: string;
  right: boolean;
  reason: string;
  isChosen: boolean;
}

/**
 * One thing to think about after a wrong answer: why one of the ticked choices does not belong, or that some are missing.
 * It does not give the rest of the answer away. (It is also embedded in the page: it must not use anything defined outside.)
 */
export function nudge(choices: Ticked[]): string {
  const ticked = choices.filter((choice) => choice.isChosen);
  if (!ticked.length) return 'Tick every choice that you think is correct.';
  const extra = ticked.find((choice) => !choice.right);
  if (extra) return `✗ ${extra.letter}) ${extra.text}: not part of the answer. ${extra.reason} Try again.`;
  const missing = choices.filter((choice) => choice.right && !choice.isChosen).length;
  return `What you chose is right, but ${missing === 1 ? 'one more choice is' : `${missing} more choices are`} right, too. Which?`;
}
