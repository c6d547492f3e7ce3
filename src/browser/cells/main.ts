/** The worker that runs cells. */
import type { Start } from '../protocol';
import { run } from './run';

self.onmessage = ({ data }: MessageEvent<Start>): void => run(data);
