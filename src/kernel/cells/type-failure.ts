import type { Failure } from '../protocol';
import { red } from './failure';
import { toExcerpt } from './trace';
import type { Diagnostic } from './tslab';

/** What a cell fails with when it does not compile: each message with its line and a caret under the place. */
export function toTypeFailure(diagnostics: Diagnostic[], code: string, title: string): Failure {
  const source = code.split('\n');
  const lines: string[] = [];
  let last = -1;
  for (const { start, messageText, fileName } of diagnostics) {
    const at = { line: start.line + 1, column: start.character + 1 };
    // what tslab reports at the same place again explains the message before it
    const again = start.offset === last;
    last = start.offset;
    if (again) {
      lines.push(`  ${messageText}`);
      continue;
    }
    lines.push(`${red('TypeScriptError')}: ${messageText}`);
    lines.push(`at ${fileName ?? title}, line ${at.line}, column ${at.column}`);
    if (!fileName) lines.push(...toExcerpt(at, source[start.line] ?? ''));
  }
  return { ename: 'TypeScriptError', evalue: diagnostics[0]?.messageText ?? '', traceback: lines };
}
