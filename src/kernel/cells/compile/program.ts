import { basename, join } from 'node:path';
import ts from '@tslab/typescript-for-tslab';
import { clearSyntax } from './clear-syntax';
import { resolveTypes, type Resolver } from './resolve-types';
import { TextFiles } from './text-files';

/** What tslab gives to TypeScript's watch program, and what it takes from it. */
export interface Host {
  /** The generated files: what earlier cells declared, and the cell itself, which is the last; then modules in memory. */
  files: string[];
  options: ts.CompilerOptions;
  /** tslab's: it reads the generated files from memory, and has room for a single timer. */
  sys: ts.System;
  afterProgramCreate(builder: Builder): void;
}

/** The file that stands for what cells declared for all code; in the folder, so that paths in it mean what they do there. */
const AMBIENT = join(process.cwd(), '__ambient__.d.ts');

/** The part of TypeScript's builder program that tslab uses. */
export interface Builder {
  getProgram(): ts.Program;
  getSourceFile(name: string): ts.SourceFile | undefined;
  getAllDependencies(file: ts.SourceFile): string[];
  emit(file: ts.SourceFile, write: ts.WriteFileCallback, ...rest: Rest): ts.EmitResult | undefined;
}
type Language = ts.ScriptTarget | ts.CreateSourceFileOptions;
type Rest = [cancel?: ts.CancellationToken, onlyDeclarations?: boolean, change?: ts.CustomTransformers];

/**
 * Stands in for TypeScript's watch program, which tslab is built on. Nothing watches files and no timer runs: before
 * each cell this looks whether anything it asked the disk would be answered otherwise now, and begins anew if so.
 */
export class CellProgram {
  private timer: unknown;
  private program?: ts.Program;
  private texts!: TextFiles;
  private resolver!: Resolver;
  /** What the compiler asked of the disk, and the answer. */
  private readonly asked = new Map<string, () => boolean>();
  private readonly parsed = new Map<string, ts.SourceFile>();
  private readonly plainHost: ts.CompilerHost;
  private mayBeStale = false;
  private ambient = '';

  constructor(private readonly host: Host) {
    this.plainHost = ts.createCompilerHost(host.options);
    this.startAfresh();
    for (const name of host.files) host.sys.watchFile?.(name, () => this.schedule());
    this.update();
  }

  /** From now on the disk may have changed. */
  lookAgain(): void {
    this.mayBeStale = true;
  }

  /** Takes in what cells declared for all code, as in `declare global`. */
  setAmbient(declarations: string): void {
    this.ambient = `export {};\n${declarations}`;
  }

  /** Drops all that was compiled: the next cell starts from nothing. */
  startAfresh(): void {
    this.parsed.clear();
    this.texts = new TextFiles((path) => {
      const text = this.host.sys.readFile(path);
      return text === undefined || path.includes('/node_modules/') ? text : clearSyntax(text);
    });
    this.forgetAnswers();
  }

  /** Takes in which files there are, for tslab's modules in memory. */
  updateRootFileNames(files: string[]): void {
    this.host.files = files;
    this.lookAgain();
    this.schedule();
  }

  close(): void {
    this.startAfresh();
  }

  /** The names that a module exports which the cell imports, types among them. */
  exportedNames(module: string): string[] {
    const [, cell = ''] = this.host.files;
    const from = this.program?.getSourceFile(cell);
    const checker = this.program?.getTypeChecker();
    const literal = from?.statements.find(
      (each): each is ts.ImportDeclaration =>
        ts.isImportDeclaration(each) && (each.moduleSpecifier as ts.StringLiteral).text === module,
    )?.moduleSpecifier;
    const symbol = literal && checker?.getSymbolAtLocation(literal);
    return symbol ? (checker?.getExportsOfModule(symbol) ?? []).map(({ name }) => name) : [];
  }

  /** tslab runs the timer itself, at once; it has room for one. */
  private schedule(): void {
    const { sys } = this.host;
    if (this.timer) sys.clearTimeout?.(this.timer);
    this.timer = sys.setTimeout?.(() => {
      this.update();
      this.timer = undefined; // kept when that threw: tslab still has it
    }, 0);
  }

  private update(): void {
    if (this.mayBeStale && this.isStale()) this.forgetAnswers();
    this.mayBeStale = false;
    this.host.afterProgramCreate(this.build());
  }

  private isStale(): boolean {
    return (
      [...this.parsed.keys()].some((path) => this.texts.isChanged(path)) ||
      [...this.asked.values()].some((isAsBefore) => !isAsBefore())
    );
  }

  private forgetAnswers(): void {
    this.program = undefined;
    this.asked.clear();
    this.resolver = resolveTypes(this.host.options, this.askingHost());
  }

  /** A program of what the cell is now; made only when somebody asks for more than the cell's own text. */
  private build(): Builder {
    const { options, sys, files } = this.host;
    const [declarations = '', cell = ''] = files;
    const textOf = (name: string): string =>
      name === AMBIENT ? this.ambient : clearSyntax(withNames(sys.readFile(name) ?? ''));
    const generated = new Map(
      [declarations, cell, AMBIENT].map((name) => [name, parse(name, textOf(name), options.target)]),
    );
    const make = (): ts.Program => {
      const host = this.compilerHost(generated);
      this.program = ts.createProgram({
        rootNames: [...files, AMBIENT],
        options,
        host,
        oldProgram: this.program,
      });
      for (const path of this.parsed.keys()) if (!this.program.getSourceFile(path)) this.parsed.delete(path);
      return this.program;
    };
    let program: ts.Program | undefined;
    const getProgram = (): ts.Program => (program ??= make());
    return {
      getProgram,
      getSourceFile: (name) => bound(generated.get(name), options) ?? getProgram().getSourceFile(name),
      getAllDependencies: ({ fileName }) => this.dependencies(getProgram(), fileName),
      // the modules beside the notebook are compiled where they are loaded
      emit: (file, write, ...rest) =>
        file.fileName === cell
          ? getProgram().emit(file, (name, ...more) => write(`outDir/${basename(name)}`, ...more), ...rest)
          : undefined,
    };
  }

  /** The files that a file imports, and that these import, as far as they are a learner's own. */
  private dependencies(program: ts.Program, from: string): string[] {
    const found = new Set([from]);
    for (const file of found)
      for (const imported of this.resolver.importsOf(file))
        if (!imported.includes('/node_modules/') && program.getSourceFile(imported)) found.add(imported);
    return [...found];
  }

  private compilerHost(generated: Map<string, ts.SourceFile>): ts.CompilerHost {
    for (const name of generated.keys()) this.resolver.forget(name);
    return {
      ...this.plainHost,
      ...this.askingHost(),
      getCurrentDirectory: () => this.host.sys.getCurrentDirectory(),
      getSourceFile: (name, language) => generated.get(name) ?? this.sourceFile(name, language),
      resolveModuleNameLiterals: this.resolver.resolve,
    };
  }

  private sourceFile(name: string, language: Language): ts.SourceFile | undefined {
    const text = this.texts.read(name);
    const known = this.parsed.get(name);
    if (text === undefined) return undefined;
    if (known?.text === text) return known;
    const file = parse(name, text, language);
    this.parsed.set(name, file);
    return file;
  }

  /** Asks tslab's system about the disk, and remembers how to ask again. */
  private askingHost(): ts.ModuleResolutionHost & { useCaseSensitiveFileNames(): boolean } {
    const { sys } = this.host;
    const asking =
      <T>(what: string, ask: (path: string) => T) =>
      (path: string): T => {
        const answer = ask(path);
        this.asked.set(`${what} ${path}`, () => ask(path) === answer);
        return answer;
      };
    return {
      fileExists: asking('file', (path) => sys.fileExists(path)),
      directoryExists: asking('folder', (path) => sys.directoryExists(path)),
      realpath: asking('link', (path) => sys.realpath?.(path) ?? path),
      readFile: asking('text', (path) => this.texts.read(path)),
      useCaseSensitiveFileNames: () => true,
    };
  }
}

const parse = (name: string, text: string, language: Language = ts.ScriptTarget.ESNext): ts.SourceFile =>
  ts.createSourceFile(name, text, language, false);

/** Binds a file: its `locals` are the names it declares. */
function bound(file: ts.SourceFile | undefined, options: ts.CompilerOptions): ts.SourceFile | undefined {
  const bind = (ts as unknown as { bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void })
    .bindSourceFile;
  if (file) bind(file, options);
  return file;
}

/**
 * Puts right the list of a cell's names that tslab exports at its end. TypeScript's tables, which it is made from, also
 * have blocks such as `declare global`, and write `__name` with three underscores.
 */
const withNames = (cell: string): string =>
  cell.replace(/(?<=\nexport \{)([^{}]*)(?=\}$)/, (names) =>
    names
      .split(', ')
      .filter((name) => !/^(?:__global$|")/.test(name))
      .map((name) => name.replace(/^___/, '__'))
      .join(', '),
  );
