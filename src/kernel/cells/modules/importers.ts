/** Which files import which: each file, and the files that import it. */
export class Importers {
  private readonly importers = new Map<string, Set<string>>();

  note(file: string, importer: string): void {
    const known = this.importers.get(file) ?? new Set();
    this.importers.set(file, known.add(importer));
  }

  of(file: string): string[] {
    return [...(this.importers.get(file) ?? [])];
  }

  /** Whether a file imports another one, directly or not. */
  leadsTo(file: string, other: string): boolean {
    const found = new Set([other]);
    for (const each of found) for (const importer of this.of(each)) found.add(importer);
    return found.has(file);
  }

  /** Forgets the imports of files that are not `loaded`, because they may be different the next time. */
  keep(isLoaded: (importer: string) => boolean): void {
    for (const importers of this.importers.values())
      for (const importer of importers) if (!isLoaded(importer)) importers.delete(importer);
  }

  /** Forgets files. */
  drop(files: Set<string>): void {
    for (const file of files) this.importers.delete(file);
    for (const importers of this.importers.values()) for (const file of files) importers.delete(file);
  }
}
