import { distrustSnapshot, Ended, Program, type Isolation } from '../isolation';
import { list, object, orNull, text, whole, ClaimError, type Form } from '../claims/schema';
import {
  mostErrors,
  mostTokens,
  type Read,
  type ReadingQuestion,
  type Syntax,
  type TaskRead,
  type TypeErrors,
} from '../protocol/reading';
import { slugs } from '../tasks';
import { Fault } from './fault';

/** Milliseconds for reading a file, and for finding its type errors. */
const limit = 30_000;
/** The most characters of a submission. */
const longest = 8 * 2 ** 20;

const typeErrors: Form<TypeErrors> = object<TypeErrors>({
  errors: list(text(500), mostErrors),
  count: whole(0, 1_000_000),
});

const syntax: Form<Syntax> = object<Syntax>({
  tokens: list(text(60), mostTokens),
  lines: list(whole(0, longest), mostTokens),
});

const read: Form<Read> = (value, at): Read => {
  const key = ['unreadable', 'invalid'].find((key) => Object.hasOwn(Object(value), key));
  if (key === 'unreadable') return object({ unreadable: text(2000) })(value, at);
  if (key === 'invalid') return object({ invalid: text(2000) })(value, at);
  return object({ source: text(longest), code: text(longest) })(value, at);
};

const task: Form<TaskRead> = object<TaskRead>({ slug: orNull(text(100)) });

/** Reads submissions in an isolated process, which is used again as long as it answers. */
export class Reader {
  /** How many questions were not answered in time. */
  timeouts = 0;
  private isClosed = false;
  private program: Program | undefined;
  private asked = 0;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly isolation: Isolation,
    private readonly slot: number,
  ) {
    this.start();
  }

  /** @throws Fault if the reader does not start */
  async read(file: { text: string; isNotebook: boolean }): Promise<Read> {
    const found = await this.ask({ read: file }, read);
    return (
      found ?? {
        invalid: 'the file cannot be read: the TypeScript compiler took too long or too much memory',
      }
    );
  }

  /** @throws Fault if the reader does not start */
  async findTypeErrors(source: string, name: string): Promise<TypeErrors> {
    const found = await this.ask({ types: { source, name } }, typeErrors);
    const why = '1: the TypeScript compiler took too long or too much memory';
    return found ?? { errors: [why], count: 1 };
  }

  /**
   * The syntax of a source, for comparisons; `undefined` if it takes too long.
   *
   * @throws Fault if the reader does not start
   */
  async toSyntax(source: string): Promise<Syntax | undefined> {
    return this.ask({ syntax: { source } }, syntax);
  }

  /**
   * The task that a notebook is for, if it tells.
   *
   * @throws Fault if the reader does not start
   */
  async findTask(notebook: string): Promise<string | null> {
    const found = await this.ask({ task: { text: notebook, among: slugs } }, task);
    return slugs.find((slug) => slug === found?.slug) ?? null;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.program?.kill();
  }

  private start(): Program {
    if (this.isClosed) throw new Fault('grading was stopped');
    this.asked = 0;
    return (this.program = new Program(this.isolation, 'reading', this.slot));
  }

  /** One question at a time. A process that fails may have been damaged by an earlier file, so a new one decides. */
  private ask<T>(question: ReadingQuestion, form: Form<T>): Promise<T | undefined> {
    const answer = this.queue.then(async () => {
      const wasUsed = this.asked > 0;
      const first = await this.tryOnce(question, form);
      return first === undefined && wasUsed ? this.tryOnce(question, form) : first;
    });
    this.queue = answer.catch(() => undefined);
    return answer;
  }

  private async tryOnce<T>(question: ReadingQuestion, form: Form<T>): Promise<T | undefined> {
    const program = this.program ?? this.start();
    try {
      await program.ready;
    } catch (error) {
      this.program = undefined;
      if (distrustSnapshot('reading')) return this.tryOnce(question, form);
      throw new Fault(`the process that reads submissions does not start: ${(error as Error).message}`);
    }
    try {
      this.asked++;
      return form(JSON.parse(await program.ask(JSON.stringify(question), limit)), 'its answer');
    } catch (error) {
      if (!(error instanceof Ended || error instanceof ClaimError || error instanceof SyntaxError))
        throw error;
      if (error instanceof Ended && error.ending.by === 'silence') this.timeouts++;
      this.program = undefined;
      await program.kill();
      return undefined;
    }
  }
}
