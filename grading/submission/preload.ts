import '../edition/module';
import '../protocol/serve';
import { chooseCpu } from './cpu';
import './in-process';

/** For a snapshot: loads TensorFlow.js and what submissions import, and selects their backend. */
export const preload = chooseCpu;
