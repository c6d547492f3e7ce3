import type { Last } from './compile/last';

/** Functions that are called for their effect. In a browser a timer is a number. */
const doing = /^(write|addEventListener|setTimeout|setInterval|requestAnimationFrame)$/;

/** Whether the value of the expression that a cell ends with is of no interest. */
export function isUninteresting(value: unknown, last: Last | undefined): boolean {
  if (value === undefined) return true;
  return doing.test(last?.calls ?? '') && /^(boolean|number)$/.test(typeof value);
}
