import { serve } from '../protocol/serve';
import { answer } from './answer';

// An isolated process that reads submissions and runs none of their code. Reading can take too long or too much memory
// for some text, so it happens here and not in the grader.

serve(answer);
