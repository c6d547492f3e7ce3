import { basename, join } from 'node:path';
import ts from '@tslab/typescript-for-tslab';
import { clearSyntax } from './clear-syntax';
import { DiskAnswers, type Where } from './disk-answers';
import { keptFiles } from './kept-files';
import { resolveTypes, type Resolver } from './resolve-types';
import { TextFiles } from './text-files';

/** What tslab passes to TypeScript's watch program, and what it uses of it. */
export interface Host {
  /** The generated files: the declarations of earlier cells, then the cell itself, followed by modules in memory. */
  files: string[];
  options: ts.CompilerOptions;
  /** tslab's system: it reads the generated files from memory, and supports a single timer. */
  sys: ts.System;
  afterProgramCreate(builder: Builder): void;
}

/**
 * The file for global declarations of cells; it is in the notebook's folder, so that relative paths in it have the same
 * meaning.
 */
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
 * Replaces TypeScript's watch program, on which tslab is built. It uses neither file watchers nor timers: before each
 * cell it checks whether the disk would now answer any of its earlier queries differently, and starts again if so.
 * Completion and inspection have to answer while someone types: they leave edits inside installed packages to the next
 * cell.
 */
export class CellProgram {
  private timer: unknown;
  private program?: ts.Program;
  private texts!: TextFiles;
  private resolver!: Resolver;
  private answers!: DiskAnswers;
  private readonly parsed = new Map<string, ts.SourceFile>();
  private readonly plainHost: ts.CompilerHost;
  private mayHaveChanged: Where = 'nowhere';
  private ambient = '';
  /** The texts that tslab's current builder was made for; undefined once something was emitted from it. */
  private built?: string[];

  constructor(private readonly host: Host) {
    this.plainHost = ts.createCompilerHost(host.options);
    this.begin();
    for (const name of host.files) host.sys.watchFile?.(name, () => this.schedule());
    this.update();
  }

  /** Declares where the disk may have changed. */
  refreshFiles(where: Where = 'everywhere'): void {
    if (this.mayHaveChanged !== 'everywhere') this.mayHaveChanged = where;
  }

  /** Sets the global declarations of cells, as in `declare global`. */
  setAmbient(declarations: string): void {
    this.ambient = `export {};\n${declarations}`;
  }

  /** Drops everything that was compiled, so that the next cell starts from scratch. */
  resetCompiler(): void {
    keptFiles.clear();
    this.parsed.clear();
    this.begin();
  }

  private begin(): void {
    this.texts = new TextFiles((path) => {
      const text = this.host.sys.readFile(path);
      return text === undefined || path.includes('/node_modules/') ? text : clearSyntax(text);
    });
    this.forgetAnswers();
  }

  /** Updates the list of files, for tslab's modules in memory. */
  updateRootFileNames(files: string[]): void {
    this.host.files = files;
    this.refreshFiles();
    this.schedule();
  }

  close(): void {
    this.resetCompiler();
  }

  /** The type files that were read, and the options that they were read with. */
  typeFiles(): { options: ts.CompilerOptions; files: { name: string; text: string }[] } {
    const files = [...this.parsed.values()].filter(({ isDeclarationFile }) => isDeclarationFile);
    return {
      options: this.host.options,
      files: files.map(({ fileName: name, text }) => ({ name, text })),
    };
  }

  /** The names, including types, that a module imported by the cell exports. */
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

  /** tslab runs the timer itself, immediately; it supports one */
  private schedule(): void {
    const { sys } = this.host;
    if (this.timer) sys.clearTimeout?.(this.timer);
    this.timer = sys.setTimeout?.(() => {
      this.update();
      this.timer = undefined; // kept if that threw, because tslab still has it
    }, 0);
  }

  private update(): void {
    const where = this.mayHaveChanged;
    const isStale = this.answers.haveChanged(where);
    this.mayHaveChanged = 'nowhere';
    if (isStale) this.forgetAnswers();
    const [declarations = '', cell = ''] = this.host.files;
    const texts = [...[declarations, cell].map((name) => this.host.sys.readFile(name) ?? ''), this.ambient];
    const isSame = texts.every((text, i) => text === this.built?.[i]);
    if (where === 'outside packages' && isSame && !isStale) return; // asked again about the same cell
    this.host.afterProgramCreate(this.build());
    this.built = texts;
  }

  private forgetAnswers(): void {
    this.program = this.built = undefined;
    this.answers = new DiskAnswers(this.host.sys, this.texts);
    this.resolver = resolveTypes(this.host.options, this.answers.host);
  }

  /** A program of the current cell, created only when more than the cell's own text is needed. */
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
      // the modules next to the notebook are compiled when they are loaded
      emit: (file, write, ...rest) => {
        this.built = undefined;
        return file.fileName === cell
          ? getProgram().emit(file, (name, ...more) => write(`outDir/${basename(name)}`, ...more), ...rest)
          : undefined;
      },
    };
  }

  /** The files that a file imports, directly or not, as far as they are the learner's own. */
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
      ...this.answers.host,
      getCurrentDirectory: () => this.host.sys.getCurrentDirectory(),
      getSourceFile: (name, language) => generated.get(name) ?? this.sourceFile(name, language),
      resolveModuleNameLiterals: this.resolver.resolve,
    };
  }

  private sourceFile(name: string, language: Language): ts.SourceFile | undefined {
    const text = this.answers.host.readFile(name);
    if (text === undefined) return undefined;
    const known = [this.parsed.get(name), keptFiles.get(name)].find((file) => file?.text === text);
    const file = known ?? parse(name, text, language);
    this.parsed.set(name, file);
    return file;
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
 * Corrects the list of a cell's names that tslab exports at its end. It comes from TypeScript's symbol tables, which
 * also contain blocks such as `declare global`, and write `__name` with three underscores.
 */
const withNames = (cell: string): string =>
  cell.replace(/(?<=\nexport \{)([^{}]*)(?=\}$)/, (names) =>
    names
      .split(', ')
      .filter((name) => !/^(?:__global$|")/.test(name))
      .map((name) => name.replace(/^___/, '__'))
      .join(', '),
  );
