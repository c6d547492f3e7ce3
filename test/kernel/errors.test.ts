import { testErrors } from './cases/errors';
import { startAlone } from './mistakes';

testErrors(async () => (await startAlone()).client);
