import Ajv, { type ValidateFunction } from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/project/root';
import type { SubmissionResult } from '../reports/results';
import { Fault } from './verifying';

let validate: ValidateFunction | undefined;

/**
 * The result, if the schema of results allows it.
 *
 * @throws Fault if not, or if the schema cannot be used
 */
export function toValid(result: SubmissionResult): SubmissionResult {
  try {
    validate ??= compile();
  } catch (error) {
    throw new Fault(`the schema of results cannot be used: ${(error as Error).message}`);
  }
  if (validate(result)) return result;
  const [{ instancePath = '', message = '' } = {}] = validate.errors ?? [];
  throw new Fault(`the result does not fit the schema of results: ${instancePath} ${message}`);
}

function compile(): ValidateFunction {
  const path = join(root, 'grading/reports/results.schema.json');
  const schema = JSON.parse(readFileSync(path, 'utf8')) as { $id: string };
  return new Ajv().addSchema(schema).compile({ $ref: `${schema.$id}#/definitions/submission` });
}
