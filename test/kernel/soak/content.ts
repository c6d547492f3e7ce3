/** The content of a module or a JSON file, which determines its text. */
export type Content =
  /** `value` is a number. */
  | { kind: 'value'; value: number }
  /** `value` is the sum of the imported values and a number. */
  | { kind: 'sum'; of: string[]; value: number }
  | { kind: 'syntax' | 'types' | 'throws'; value: number };

/** Variations of a text, as made by editors on other systems. */
export interface Style {
  crlf: boolean;
  bom: boolean;
}

/** The text of a file of that name. */
export function textOf(path: string, content: Content, { crlf, bom }: Style): string {
  const text = path.endsWith('.json') ? jsonOf(content) : codeOf(path, content);
  return (bom ? '\uFEFF' : '') + (crlf ? text.replaceAll('\n', '\r\n') : text);
}

function jsonOf({ kind, value }: Content): string {
  return kind === 'syntax' ? `{\n  "value": ${value},\n` : `{\n  "value": ${value}\n}\n`;
}

function codeOf(path: string, content: Content): string {
  const { kind, value } = content;
  const number = path.endsWith('.ts') ? ': number' : '';
  switch (kind) {
    case 'value':
      return `export const value${number} = ${value};\n`;
    case 'sum': {
      const imports = content.of.map((request, i) =>
        request.endsWith('.json')
          ? `import json${i} from '${request}';\nconst of${i} = json${i}.value;\n`
          : `import { value as of${i} } from '${request}';\n`,
      );
      return `${imports.join('')}export const value${number} = ${[...content.of.keys()].map((i) => `of${i} + `).join('')}${value};\n`;
    }
    case 'syntax':
      return `export const value${number} = ${value};\nconst = ;\n`;
    case 'types':
      return `export const value${number} = ${value};\nconst wrong: string = ${value};\n`;
    case 'throws':
      return `export const value${number} = ${value};\nthrow new RangeError('${value} on purpose');\n`;
  }
}
