import '../edition/module';
import '../protocol/serve';
import { choose } from './backend';
import './in-process';

/** For a snapshot: loads TensorFlow.js and what submissions import, and selects their backend. */
export const preload = (): Promise<void> => choose('cpu');
