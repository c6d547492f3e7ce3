import { median } from '../lib/median';
import type { Machine } from './machine';
import { Peer, type Cpu, type SystemName } from './peer';
import type { Growth, Point } from './report';

const settings = { autoencoders: 'autoencoders-native', keras: 'jit-16', torch: 'fused' } as const;

/** Measures each system, in its best setting for dense layers, in turn at each size. */
export async function measureGrowth(
  machine: Machine,
  options: { only: SystemName[]; batchSize?: number; cpu?: Cpu },
  say: (line: string) => void,
): Promise<Growth> {
  const { batchSize = 256 } = options;
  const peers = new Map<SystemName, Peer>();
  for (const system of ['autoencoders', 'keras', 'torch'] as const)
    if (options.only.includes(system))
      peers.set(system, await Peer.start({ system, setting: settings[system] }, options.cpu));
  const measure = async (size: number, batch: number, width: number, images?: number): Promise<Point> => {
    say(`growth: batch ${batch}, width ${width}, images ${images ?? 'enough'}`);
    const times = new Map([...peers.keys()].map((system) => [system, [] as number[]]));
    const steps = images ? Math.max(1, Math.floor(images / batch)) : Math.ceil(5120 / batch) + 5;
    for (const peer of peers.values()) await peer.ask('build', { model: '0-vanilla', batch, width });
    for (let round = 0; round < 3; round++)
      for (const [system, peer] of peers) {
        const { msPerStep } = await peer.ask('fit', { steps });
        times.get(system)!.push(msPerStep! * (images ? steps : 1));
      }
    const ms = Object.fromEntries([...times].map(([system, all]) => [system, median(all)]));
    const gflop = await machine.gflopOf('0-vanilla', batch, width);
    return { size, ms, gflop: gflop * (images ? steps : 1) };
  };
  const growth: Growth = { batch: [], width: [], images: [] };
  for (const batch of [32, 128, 512, 2048, 4096]) growth.batch.push(await measure(batch, batch, 1));
  for (const width of [1, 2, 4, 8]) growth.width.push(await measure(width, batchSize, width));
  for (const images of [1024, 4096, 16384, 59904])
    growth.images.push(await measure(images, batchSize, 1, images));
  for (const peer of peers.values()) peer.stop();
  return growth;
}
