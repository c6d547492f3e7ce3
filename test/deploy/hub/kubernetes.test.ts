import assert from 'node:assert/strict';
import { load, loadAll } from 'js-yaml';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isGiven } from '../../../scripts/release/contents';
import { findFaults, hasSchemas } from '../../support/kubernetes';
import { root } from '../../support/run';

interface Values {
  singleuser: {
    image: { name: string; tag: string };
    cmd: string[];
    memory: { guarantee: string; limit: string };
    cpu: { guarantee: number; limit: number };
    extraEnv: Record<string, string>;
    storage: {
      extraVolumes: { name: string; persistentVolumeClaim: { claimName: string } }[];
      extraVolumeMounts: { mountPath: string; subPath: string }[];
    };
    initContainers: { volumeMounts: { subPath: string }[] }[];
  };
  cull: { enabled: boolean; timeout: number; every: number };
}
interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
}

const read = (name: string): string => readFileSync(join(root, 'deploy/hub', name), 'utf8');
const { singleuser, cull } = load(read('values.yaml')) as Values;
const config = read('jupyterhub_config.py');
const containerfile = read('Containerfile');
const manifests = loadAll(read('exchange.yaml')) as Manifest[];
/** Where the image has the course. */
const [, course] = /^WORKDIR (\/opt\/\S+)$/m.exec(containerfile)!;
const toBytes = (text: string): number => Number(/^([\d.]+)G$/.exec(text)![1]) * 2 ** 30;

/** The pod that the chart makes of the values, as far as they say what is in it. */
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'jupyter-ada' },
  spec: {
    initContainers: singleuser.initContainers,
    containers: [
      {
        name: 'notebook',
        image: `${singleuser.image.name}:${singleuser.image.tag}`,
        command: singleuser.cmd,
        env: Object.entries(singleuser.extraEnv).map(([name, value]) => ({ name, value })),
        resources: {
          requests: { cpu: singleuser.cpu.guarantee, memory: singleuser.memory.guarantee },
          limits: { cpu: singleuser.cpu.limit, memory: singleuser.memory.limit },
        },
        volumeMounts: singleuser.storage.extraVolumeMounts,
      },
    ],
    volumes: singleuser.storage.extraVolumes,
  },
};

describe('deploy/hub, for Kubernetes', () => {
  it("makes objects that satisfy Kubernetes' schemas, which reject a field that does not exist", function () {
    if (!hasSchemas) this.skip();
    assert.deepEqual([pod, ...manifests].flatMap(findFaults), []);
    const wrong = { ...pod, spec: { ...pod.spec, initContainer: [] } };
    assert.match(findFaults(wrong).join(), /must NOT have additional properties/);
  });

  it('gives each learner a folder of their own in the exchange, and nothing else of it', () => {
    const mounts = [
      ...singleuser.storage.extraVolumeMounts,
      ...singleuser.initContainers.flatMap(({ volumeMounts }) => volumeMounts),
    ];
    assert.equal(mounts.length, 2);
    for (const { subPath } of mounts) assert.equal(subPath, '{username}');
    assert.equal(
      singleuser.extraEnv.AUTOENCODERS_EXCHANGE,
      singleuser.storage.extraVolumeMounts[0]!.mountPath,
    );
    const claim = manifests.find(({ kind }) => kind === 'PersistentVolumeClaim')!;
    assert.equal(singleuser.storage.extraVolumes[0]!.persistentVolumeClaim.claimName, claim.metadata.name);
  });

  it('limits a learner as the configuration for one machine does, with as many threads as cores', () => {
    const [, memory] = /"AUTOENCODERS_MEMORY", "([^"]+)"/.exec(config)!;
    const [, cores] = /"AUTOENCODERS_CORES", "([^"]+)"/.exec(config)!;
    assert.equal(singleuser.memory.limit, memory);
    assert.equal(singleuser.cpu.limit, Number(cores));
    assert.equal(singleuser.extraEnv.AUTOENCODERS_THREADS, cores);
    assert.ok(toBytes(singleuser.memory.guarantee) < toBytes(singleuser.memory.limit));
    assert.ok(singleuser.cpu.guarantee < singleuser.cpu.limit);
    assert.ok(cull.enabled && cull.every < cull.timeout);
  });

  it('starts what the edition, and so the image, contains', () => {
    const [shell, script] = singleuser.cmd;
    assert.equal(shell, '/bin/sh');
    for (const path of [script!, /CMD \["\/bin\/sh", "([^"]+)"\]/.exec(containerfile)![1]!]) {
      const inside = path.replace(`${course}/`, '');
      assert.ok(existsSync(join(root, inside)) && isGiven(inside), path);
    }
    const [, published] = /sh (deploy\/hub\/\w+)/.exec(containerfile)!;
    assert.ok(isGiven(published!) && isGiven('deploy/hub/Containerfile'));
    assert.match(config, new RegExp(`"AUTOENCODERS_COURSE", "${course}"`));
  });

  it('keeps what set-up makes out of the image, which makes its own', () => {
    const ignored = read('Containerfile.dockerignore').split('\n').filter(Boolean);
    for (const name of ['node_modules', '.venv', '.tensorflow', 'dist', '.setup'])
      assert.ok(ignored.includes(name));
    assert.match(containerfile, /test -f edition\.json \|\|/);
  });
});
