import { packagesStep } from '../base/packages-step.mjs';
import { requirements, siteTools as folder } from '../base/paths.mjs';

/**
 * What `npm run site` makes pages with: Markdown, formulas, highlighted code, the API reference. Only that command and
 * its test need it. TypeDoc uses the project's TypeScript; `--legacy-peer-deps` keeps npm from installing a second one.
 */
export const siteTools = packagesStep({
  name: 'site-tools',
  title: "the site's tools",
  locked: requirements('site'),
  folder,
  proof: 'typedoc',
  gb: 0.06,
  options: ['--legacy-peer-deps'],
});
