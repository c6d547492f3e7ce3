import {
  mostErrors,
  type Read,
  type ReadingQuestion,
  type Syntax,
  type TaskRead,
  type TypeErrors,
} from '../protocol/reading';
import { messageOf } from '../protocol/text';
import { findTypeErrors } from './check-types';
import { NotebookError, toModuleSource } from './notebook';
import { toSyntax } from './syntax';
import { findTask } from './task';
import { transpile } from './transpile';

/** The reply to a question, both as text. */
export const answer = async (question: string): Promise<string> =>
  JSON.stringify(reply(JSON.parse(question) as ReadingQuestion));

function reply(question: ReadingQuestion): Read | TypeErrors | Syntax | TaskRead {
  if ('syntax' in question) return toSyntax(question.syntax.source);
  if ('task' in question) return { slug: findTask(question.task.text, question.task.among) };
  return 'read' in question ? read(question.read) : types(question.types);
}

function read({ text, isNotebook }: { text: string; isNotebook: boolean }): Read {
  try {
    const source = isNotebook ? toModuleSource(text) : text;
    return { source, code: transpile(source) };
  } catch (error) {
    return error instanceof NotebookError
      ? { unreadable: error.message }
      : { invalid: tooDeep(error) ?? messageOf(error) };
  }
}

function types({ source, name }: { source: string; name: string }): TypeErrors {
  try {
    const found = findTypeErrors(source, name);
    return { errors: found.slice(0, mostErrors).map((error) => error.slice(0, 500)), count: found.length };
  } catch (error) {
    return { errors: [`1: ${tooDeep(error) ?? messageOf(error)}`], count: 1 };
  }
}

/** The compiler is recursive: code nested thousands of levels deep exceeds its stack. */
const tooDeep = (error: unknown): string | undefined =>
  error instanceof RangeError ? 'the code is nested too deep for the TypeScript compiler' : undefined;
