import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFaults, hasSchemas } from '../support/kubernetes';
import { askPython } from '../support/python';
import { root } from '../support/run';

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec: {
    selector?: Labels & { matchLabels?: Labels };
    podSelector?: { matchLabels: Labels };
    template?: { metadata: { labels: Labels }; spec: { containers: Container[] } };
    ports?: { port: number }[];
  };
}
type Labels = Record<string, string>;
interface Container {
  args?: string[];
  env: { name: string; value?: string }[];
}

const file = join(root, 'deploy/kubernetes/workers.yaml');
describe('deploy/kubernetes/workers.yaml', () => {
  let manifests: Manifest[];
  before(() => {
    manifests = askPython(
      'import yaml\nprint(json.dumps(list(yaml.safe_load_all(x))))',
      readFileSync(file, 'utf8'),
    );
  });

  it("satisfies Kubernetes' schemas, which reject a field that does not exist", function () {
    if (!hasSchemas) this.skip();
    assert.deepEqual(manifests.flatMap(findFaults), []);
    const [deployment] = manifests;
    const wrong = { ...deployment, spec: { ...deployment!.spec, replica: 3 } };
    assert.match(findFaults(wrong as Manifest).join(), /must NOT have additional properties/);
  });

  it('selects the pods that it makes, and tells workers where the queue is', () => {
    const of = (kind: string): Manifest[] => manifests.filter((manifest) => manifest.kind === kind);
    const pods = of('Deployment').map(({ spec }) => spec.template!);
    const selected = (labels: Labels): number =>
      pods.filter(({ metadata }) =>
        Object.entries(labels).every(([key, value]) => metadata.labels[key] === value),
      ).length;
    for (const { spec } of of('Deployment')) assert.equal(selected(spec.selector!.matchLabels!), 1);
    for (const { spec } of of('Service')) assert.equal(selected(spec.selector as Labels), 1);
    for (const { spec } of of('NetworkPolicy')) assert.equal(selected(spec.podSelector!.matchLabels), 1);
    const [service] = of('Service');
    const worker = pods.map(({ spec }) => spec.containers[0]!).find(({ args }) => args?.[0] === 'worker')!;
    const queue = worker.env.find(({ name }) => name === 'AUTOENCODERS_QUEUE')!.value!;
    const { hostname, port } = new URL(queue);
    assert.deepEqual([hostname, Number(port)], [service!.metadata.name, service!.spec.ports![0]!.port]);
  });
});

describe('deploy/Containerfile', () => {
  it('copies files that exist, and ends with a command that exists', () => {
    const ignore = readFileSync(join(root, 'deploy/Containerfile.dockerignore'), 'utf8');
    const kept = ignore.split('\n').flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    assert.deepEqual(
      kept.filter((path) => !existsSync(join(root, path))),
      [],
    );
    const text = readFileSync(join(root, 'deploy/Containerfile'), 'utf8');
    const [, entry] = /^ENTRYPOINT (\[.*\])$/m.exec(text)!;
    assert.ok(existsSync(join(root, (JSON.parse(entry!) as string[])[1]!)));
  });
});
