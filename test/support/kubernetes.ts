import Ajv from 'ajv/dist/2020';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run';

const schemas = join(root, '.test-queue/kubernetes_validate/kubernetes-json-schema/v1.37.0-local-strict');
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** Whether set-up has fetched Kubernetes' schemas. */
export const hasSchemas = existsSync(schemas) && readdirSync(schemas).length > 100;

/** Checks an object of Kubernetes' by its own strict schema, which rejects fields that do not exist; lists what is wrong. */
export function findFaults(object: { apiVersion: string; kind: string }): string[] {
  const group = object.apiVersion.split('/').map((part) => part.replace(/\..*/, ''));
  const name = [object.kind, ...group].join('-').toLowerCase();
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(read(join(schemas, '_definitions.json')) as object, '_definitions.json');
  const validate = ajv.compile(read(join(schemas, `${name}.json`)) as object);
  return validate(object)
    ? []
    : validate.errors!.map(({ instancePath, message }) => `${name}${instancePath} ${message}`);
}
