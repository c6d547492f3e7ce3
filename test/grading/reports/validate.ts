import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateXML } from 'xmllint-wasm';
import { root } from '../../../src/project/root';
import { askPython } from '../../support/python';

const read = (name: string): string => readFileSync(join(root, 'test/grading/reports/schemas', name), 'utf8');

/** The schema of a format in `schemas`, or our own. */
export const schemaOf = (format: string): unknown =>
  JSON.parse(
    format === 'json'
      ? readFileSync(join(root, 'grading/reports/results.schema.json'), 'utf8')
      : read(`${format}.schema.json`),
  );

/** The errors that Python's json and jsonschema find in each of the documents: [its format, its text]. */
export const findJsonErrors = (documents: [string, string][]): string[] =>
  askPython<string[]>(
    `import jsonschema
found = []
for format, text in x['documents']:
    try:
        errors = jsonschema.Draft7Validator(x['schemas'][format]).iter_errors(json.loads(text))
        found += [f'{format}: {list(error.path)}: {error.message[:300]}' for error in errors]
    except ValueError as error:
        found.append(f'{format}: {error}')
print(json.dumps(found))`,
    { documents, schemas: Object.fromEntries(documents.map(([format]) => [format, schemaOf(format)])) },
  );

/** @throws unless libxml2 finds that `xml` is well-formed and satisfies Jenkins' schema */
export async function assertJUnit(xml: string): Promise<void> {
  const result = await validateXML({
    xml: { fileName: 'report.xml', contents: xml },
    schema: { fileName: 'junit-10.xsd', contents: read('junit-10.xsd') },
  });
  assert.ok(result.valid, result.rawOutput.slice(0, 2000));
}

/** The rows of `text`, read by Python's csv module. */
export const readCsv = (text: string): string[][] =>
  askPython(
    `import csv, io\nprint(json.dumps(list(csv.reader(io.StringIO(x, newline=''), strict=True))))`,
    text,
  );
