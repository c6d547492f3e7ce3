import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { PROTOCOL_VERSION } from './kernel-info';

const DELIMITER = Buffer.from('<IDS|MSG>');
const session = randomUUID();

/** Header of a message; `msg_id` is unique, `session` identifies the sender. */
export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

/** A received message: its sender (routing identities) and its parts. */
export interface Message {
  identities: Buffer[];
  header: Header;
  parent: object;
  content: Record<string, unknown>;
}

/**
 * Parses a message; the signature is checked before any part is parsed.
 *
 * @throws Error if it has no delimiter, a wrong signature, broken JSON, or no message type
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
 */
export function parseMessage(frames: Buffer[], key: string): Message {
  const at = frames.findIndex((frame) => frame.equals(DELIMITER));
  const signature = frames[at + 1];
  const parts = frames.slice(at + 2, at + 6);
  if (at < 0 || !signature || parts.length < 4) throw new Error('invalid message: parts are missing');
  if (key && !equal(signature, Buffer.from(sign(parts, key))))
    throw new Error('invalid message: wrong signature');
  const [header, parent, , content] = parts.map((part) => JSON.parse(part.toString()));
  if (typeof header?.msg_type !== 'string' || typeof header?.msg_id !== 'string')
    throw new Error('invalid message: its header has no msg_type or no msg_id');
  if (typeof content !== 'object' || content === null)
    throw new Error('invalid message: its content is not an object');
  return { identities: frames.slice(0, at), header, parent, content };
}

/** Formats a message in reply to `parent` (or to nothing), ready to be sent after its routing identities. */
export function formatMessage(
  type: string,
  content: object,
  parent: Header | object,
  key: string,
): (Buffer | string)[] {
  const header: Header = {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username: 'kernel',
    date: new Date().toISOString(),
    version: PROTOCOL_VERSION,
  };
  const parts = [header, parent, {}, content].map((part) => Buffer.from(toJson(part)));
  return [DELIMITER, key ? sign(parts, key) : '', ...parts];
}

/** Half a surrogate pair, as `JSON.stringify` escapes it. */
const LONE_SURROGATE = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;

/**
 * JSON with U+FFFD for half a surrogate pair, as in Node's own output: neither UTF-8 nor a saved notebook can contain
 * one.
 */
function toJson(part: object): string {
  const json = JSON.stringify(part);
  return json.includes('\\ud') ? json.replace(LONE_SURROGATE, '$1\ufffd') : json;
}

function sign(parts: Buffer[], key: string): string {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
}

function equal(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
