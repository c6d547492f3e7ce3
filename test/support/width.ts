import { join } from 'node:path';
import { root } from './run';

interface Widths {
  chooseWidth(wanted?: string): { width: string; has: string[] };
}

const widths = () => require(join(root, 'src/backend/native/width.cjs')) as Widths;

/** The width of instructions that native operations use here. */
export const width = (): string => widths().chooseWidth().width;

/** All widths that this processor has. */
export const allWidths = (): string[] => widths().chooseWidth('').has;
