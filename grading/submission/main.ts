import { setFlagsFromString } from 'node:v8';
import { serveSubmission } from './serve-submission';

// A submission runs for less than a second, in which optimized code does not earn the time it takes to compile: only what
// is very hot is worth it. V8 ignores flags that it does not know.
setFlagsFromString('--interrupt-budget=1200000');
setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');

serveSubmission('cpu'); // the models have a few units: a faster backend would not help
