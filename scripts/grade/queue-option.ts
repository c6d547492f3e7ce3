import { Option } from 'commander';

/** The address of the queue; an environment variable keeps its password out of the list of processes. */
export const queueOption = (): Option =>
  new Option(
    '--queue <url>',
    'the Redis server of the queue, such as redis://HOST or redis://:PASSWORD@HOST:6379',
  ).env('AUTOENCODERS_QUEUE');
