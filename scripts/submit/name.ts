import { userInfo } from 'node:os';
import { createInterface } from 'node:readline';
import { UsageError } from '../../grading/intake';
import { decodeName } from '../../grading/intake/decode-name';
import { cleanText } from '../../grading/reports/clean';

/** The most bytes of a name, so that the name of the archive fits in every file system. */
const mostBytes = 150;
/** Users that machines and images come with: they say nothing about who works there. */
const shared = /^(root|admin|administrator|user|student|guest|node|ubuntu|debian|jovyan|codespace|vscode)$/i;
/** Names that Windows keeps for devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A learner's name as it can be the name of a file on every system, with letters of any script.
 *
 * @throws UsageError if nothing of it can
 * @example
 * toArchiveName('Ada/Lovelace'); // 'Ada-Lovelace'
 */
export function toArchiveName(name: string): string {
  const safe = cleanText(name, 20_000)
    .normalize('NFC')
    .replace(/[<>:"/\\|?*\ufffd]+/g, '-')
    .replace(/^[ .-]+|[ .-]+$/g, '');
  const shown = cleanText(name, 60) || 'empty';
  if (!/[\p{L}\p{N}]/u.test(safe))
    throw new UsageError(`invalid --name: ${shown} (expected a name with letters or digits)`);
  if (Buffer.byteLength(safe) > mostBytes)
    throw new UsageError(`invalid --name: ${shown} (expected at most ${mostBytes} bytes: shorten it)`);
  if (reserved.test(safe))
    throw new UsageError(`invalid --name: ${shown} (Windows allows no such file name: add your last name)`);
  return safe;
}

/**
 * Who hands in: the class server's user, or the system's, or, if that tells nothing, whoever answers in the terminal.
 *
 * @throws UsageError if there is no terminal
 */
export async function findName(): Promise<string> {
  const user = process.env.JUPYTERHUB_USER ?? systemUser();
  if (user !== undefined && !shared.test(user)) return user;
  if (!process.stdin.isTTY)
    throw new UsageError('missing --name: expected your name, such as --name "Ada Lovelace"');
  return ask('Your name: ');
}

function systemUser(): string | undefined {
  try {
    return decodeName(userInfo({ encoding: 'buffer' }).username);
  } catch {
    return undefined; // containers run as users that the system does not know
  }
}

function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    terminal.on('SIGINT', () => process.exit(130)).on('close', () => resolve(''));
    terminal.question(question, (name) => {
      resolve(name);
      terminal.close();
    });
  });
}
