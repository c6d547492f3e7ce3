import type { Client } from '../client';

/** A kernel as the cases see it: in a process, or in a browser. */
export type Tested = Pick<
  Client,
  'run' | 'ask' | 'send' | 'answer' | 'askControl' | 'begun' | 'printed' | 'close'
> & { input: string };

/** Starts a kernel. */
export type Start = () => Promise<Tested>;
