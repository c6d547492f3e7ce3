import { testDeclarations } from './cases/declared';
import { Client } from './client';

testDeclarations(() => Client.start());
