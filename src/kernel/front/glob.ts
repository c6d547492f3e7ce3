/**
 * Whether all of `text` matches a pattern of the shell's: `*` any text, `?` one character, the rest itself.
 *
 * @example
 * matchesGlob('const x = 1', 'const*'); // true
 */
export function matchesGlob(text: string, pattern: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*/g, '[^]*').replace(/\?/g, '[^]')}$`).test(text);
}
