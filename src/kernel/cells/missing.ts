/** What files asked for and did not get, as there was no such module. */
export class MissingModules {
  /** By file, what it asked for. */
  private readonly requests = new Map<string, Set<string>>();

  note(file: string, request: string): void {
    const known = this.requests.get(file) ?? new Set();
    this.requests.set(file, known.add(request));
  }

  /** Returns the files that would get now something they did not get. */
  findReturned(find: (request: string, from: string) => unknown): string[] {
    const isBack = ([file, requests]: [string, Set<string>]): boolean =>
      [...requests].some((request) => find(request, file) !== undefined);
    return [...this.requests].filter(isBack).map(([file]) => file);
  }

  /** Forgets what a file asked for. */
  drop(file: string): void {
    this.requests.delete(file);
  }
}
