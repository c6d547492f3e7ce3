/**
 * Whether all of `text` matches a shell pattern: `*` for any text, `?` for one character, the rest literally.
 *
 * @example matchesGlob('const x = 1', 'const*'); // true
 */
export function matchesGlob(text: string, pattern: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*/g, '[^]*').replace(/\?/g, '[^]')}$`).test(text);
}
