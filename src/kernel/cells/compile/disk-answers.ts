import type ts from '@tslab/typescript-for-tslab';
import type { TextFiles } from './text-files';

/**
 * A question about what is inside an installed package, or about a module that is a single file in `node_modules`. A
 * package's folder and its `package.json` are not inside: they change when it is installed, updated or removed.
 */
const IN_PACKAGE =
  /^\w+ .*\/node_modules\/(?:@[^/]+\/)?[^/]+\/(?!package\.json$)|^file .*\/node_modules\/(?:@[^/]+\/)?[^/]+$/;

/** Where the disk may have changed. */
export type Where = 'nowhere' | 'outside packages' | 'everywhere';

/** The compiler's questions about the disk, recorded with their answers so that they can be asked again. */
export class DiskAnswers {
  /** tslab's system, for the compiler; it records what it is asked, and answers the same question the same way. */
  readonly host: ts.ModuleResolutionHost & { useCaseSensitiveFileNames(): boolean };
  private readonly questions = new Map<string, { answer: unknown; isAsBefore: () => boolean }>();

  constructor(sys: ts.System, texts: TextFiles) {
    const recording =
      <T>(what: string, ask: (path: string) => T) =>
      (path: string): T => {
        const question = `${what} ${path}`;
        const known = this.questions.get(question);
        if (known) return known.answer as T;
        const answer = ask(path);
        this.questions.set(question, { answer, isAsBefore: () => ask(path) === answer });
        return answer;
      };
    this.host = {
      fileExists: recording('file', (path) => sys.fileExists(path)),
      directoryExists: recording('folder', (path) => sys.directoryExists(path)),
      realpath: recording('link', (path) => sys.realpath?.(path) ?? path),
      readFile: recording('text', (path) => texts.read(path)),
      useCaseSensitiveFileNames: () => true,
    };
  }

  /** Whether the disk would now answer a question differently. */
  haveChanged(where: Where): boolean {
    if (where === 'nowhere') return false;
    for (const [question, { isAsBefore }] of this.questions)
      if ((where === 'everywhere' || !IN_PACKAGE.test(question)) && !isAsBefore()) return true;
    return false;
  }
}
