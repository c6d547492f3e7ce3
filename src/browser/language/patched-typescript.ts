/** The TypeScript that the bundler gives to tslab, in place of its own. */
import './system';
import ts from '@tslab/typescript-for-tslab';
import { toPatched } from '../../kernel/cells/compile/compiler';

export = toPatched(ts);
