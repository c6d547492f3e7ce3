import { median } from '../lib/median';
import { Peer, type Cpu, type SystemName } from './peer';
import type { Growth, Point } from './report';
import { flopsOf } from './tasks';

const settings = { autoencoders: 'autoencoders-native', keras: 'jit-16', torch: 'fused' } as const;

/** Measures each system, in its best setting for dense layers, in turn at each size. */
export async function measureGrowth(
  options: { only: SystemName[]; batchSize: number; cpu?: Cpu },
  say: (line: string) => void,
): Promise<Growth> {
  const peers = new Map<SystemName, Peer>();
  for (const system of ['autoencoders', 'keras', 'torch'] as const)
    if (options.only.includes(system))
      peers.set(system, await Peer.start({ system, setting: settings[system] }, options.cpu));
  const measure = async (size: number, batch: number, width: number, images?: number): Promise<Point> => {
    say(`growth: batch ${batch}, width ${width}, images ${images ?? 'enough'}`);
    const times = new Map([...peers.keys()].map((system) => [system, [] as number[]]));
    const steps = images ? Math.max(1, Math.floor(images / batch)) : Math.ceil(5120 / batch) + 5;
    for (const peer of peers.values()) await peer.ask('build', { task: '0-vanilla', batch, width });
    for (let round = 0; round < 3; round++)
      for (const [system, peer] of peers) {
        const { msPerStep } = await peer.ask('fit', { steps });
        times.get(system)!.push(msPerStep! * (images ? steps : 1));
      }
    const ms = Object.fromEntries([...times].map(([system, all]) => [system, median(all)]));
    return { size, ms, gflop: (flopsOf('0-vanilla', batch, width) * (images ? steps : 1)) / 1e9 };
  };
  const growth: Growth = { batch: [], width: [], images: [] };
  for (const batch of [32, 128, 512, 2048, 4096]) growth.batch.push(await measure(batch, batch, 1));
  for (const width of [1, 2, 4, 8]) growth.width.push(await measure(width, options.batchSize, width));
  for (const images of [1024, 4096, 16384, 59904])
    growth.images.push(await measure(images, options.batchSize, 1, images));
  for (const peer of peers.values()) peer.stop();
  return growth;
}
