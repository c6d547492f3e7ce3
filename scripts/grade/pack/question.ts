import { createHash } from 'node:crypto';
import { escapeHtml } from '../../../src/helpers/base/html';
import { hasTag, readTask, textOf } from './task-notebook';

/** PrairieLearn's `info.json` and `question.html` of a task, with the text and the empty answer of its notebook. */
export function questionOf(slug: string, image: string): { info: string; html: string } {
  const { cells } = readTask(slug);
  const at = cells.findIndex((cell) => hasTag(cell, 'answer'));
  const text = cells.slice(0, at).filter(({ cell_type }) => cell_type === 'markdown');
  const [heading = slug, ...rest] = text.map(textOf).join('\n\n').split('\n');
  const info = {
    uuid: uuidOf(slug),
    title: heading.replace(/^#+ */, ''),
    topic: 'Autoencoders',
    type: 'v3',
    singleVariant: true,
    gradingMethod: 'External',
    externalGradingOptions: { enabled: true, image, entrypoint: `/run-${slug}.sh`, timeout: 180 },
  };
  return {
    info: `${JSON.stringify(info, null, 2)}\n`,
    html: htmlOf(slug, rest.join('\n').trim(), textOf(cells[at]!)),
  };
}

const htmlOf = (slug: string, text: string, answer: string): string => `<pl-question-panel>
<markdown>
${text}
</markdown>
</pl-question-panel>

<pl-file-editor file-name="${slug}.ts" ace-mode="ace/mode/typescript">
import * as tf from '@tensorflow/tfjs';
import { Autoencoder } from 'autoencoders';

export ${escapeHtml(answer)}
</pl-file-editor>

<pl-submission-panel>
<pl-external-grader-results></pl-external-grader-results>
<pl-file-preview></pl-file-preview>
</pl-submission-panel>
`;

/** The same for a task in each pack, so that a question keeps its submissions. */
function uuidOf(slug: string): string {
  const hex = createHash('sha256').update(`autoencoders/${slug}`).digest('hex');
  const [a, b, c, d, e] = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(13, 16),
    hex.slice(17, 20),
    hex.slice(20, 32),
  ];
  return `${a}-${b}-4${c}-8${d}-${e}`;
}
