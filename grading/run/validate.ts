import Ajv, { type ValidateFunction } from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/project/root';
import type { SubmissionResult } from '../reports/results';
import { Fault } from './fault';

const validators = new Map<string, ValidateFunction>();

/**
 * The result, if the schema of results allows it.
 *
 * @param schema the file of the schema
 * @throws Fault if not, or if the schema cannot be used
 */
export function toValid(
  result: SubmissionResult,
  schema = join(root, 'grading/reports/results.schema.json'),
): SubmissionResult {
  const validate = validators.get(schema) ?? compile(schema);
  if (validate(result)) return result;
  const [{ instancePath = '', message = '' } = {}] = validate.errors ?? [];
  throw new Fault(`the result does not fit the schema of results: ${instancePath} ${message}`);
}

function compile(path: string): ValidateFunction {
  try {
    const schema = JSON.parse(readFileSync(path, 'utf8')) as { $id: string };
    const validate = new Ajv().addSchema(schema).compile({ $ref: `${schema.$id}#/definitions/submission` });
    validators.set(path, validate);
    return validate;
  } catch (error) {
    throw new Fault(`the schema of results cannot be used: ${(error as Error).message}`);
  }
}
