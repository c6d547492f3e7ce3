import { escapeHtml, toHtml } from '../helpers/base/html';
import { hints, type Hint } from './hints';
import { Shown } from './shown';
import { assertSlug } from './slugs';

/**
 * Help with a task in three steps, the first vague, the last almost code. A notebook shows all three collapsed, each
 * inside the previous one, to open with a click; a terminal shows the first.
 *
 * @param slug '0-vanilla', '1-sparse', '2-convolutional' or '3-variational'
 * @param step 1, 2 or 3 to show only that step
 * @throws if there is no such task or step
 * @example
 * hint('0-vanilla')
 */
export function hint(slug: string, step?: number): Shown {
  assertSlug(slug);
  const steps = hints[slug];
  if (step === undefined)
    return new Shown(
      `${toText(steps[0], 1)}\n\nMore: hint('${slug}', 2)`,
      steps.reduceRight((inner, one, i) => toDetails(one, i + 1, inner), ''),
    );
  const one = steps[step - 1];
  if (!one) throw new Error(`invalid hint: ${step} (expected 1 to ${steps.length} for ${slug})`);
  const more = step < steps.length ? `\n\nMore: hint('${slug}', ${step + 1})` : '';
  return new Shown(toText(one, step) + more, `<p><strong>Hint ${step} of 3</strong></p>${render(one)}`);
}

const toText = ({ words, code }: Hint, step: number): string =>
  [`Hint ${step} of 3: ${words}`, ...(code ? [code.replace(/^/gm, '    ')] : [])].join('\n\n');

const render = ({ words, code }: Hint): string =>
  `<p>${toHtml(words)}</p>${code ? `<pre><code>${escapeHtml(code)}</code></pre>` : ''}`;

const toDetails = (one: Hint, step: number, inner: string): string =>
  `<details style="margin:0.3em 0"><summary>Hint ${step} of 3</summary>${render(one)}${inner}</details>`;
