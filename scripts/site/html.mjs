import { createRequire } from 'node:module';

/** Escapes a text for HTML, as the course's outputs do. */
export const { escapeHtml } = createRequire(import.meta.url)('../../dist/src/helpers/base/html.js');
