import { writeSync } from 'node:fs';
import { REPLY_FD, type CellsMessage } from '../../protocol';

/**
 * Sends a message to the front. Writing blocks while the front is behind, so nothing accumulates here, and writes
 * immediately, so that a loop's last output is seen.
 */
export function sendToFront(message: CellsMessage): void {
  // Stop may terminate this loop: each message starts on a new line, whatever precedes it
  const line = Buffer.from(`\n${JSON.stringify(message)}\n`);
  for (let sent = 0; sent < line.length;) sent += writeSync(REPLY_FD, line, sent);
}
