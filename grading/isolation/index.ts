export { chooseIsolation, findHole, guessIsolation, type Choice } from './choose';
export type { Isolation } from './launch';
export { Ended, Program, type Ending } from './program';
export { buildSnapshots, distrustSnapshot } from './snapshot';
