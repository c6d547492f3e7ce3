import type { ModelName } from './models';
import { Peer, type Cpu } from './peer';

/** How fast this machine multiplies matrices, and how much of that a model's step needs. */
export class Machine {
  private constructor(
    private readonly peer: Peer,
    /** The speed of a product of large matrices, in GFLOP/s. */
    readonly gflops: number,
  ) {}

  /** Measures the speed with the instructions of `cpu`. */
  static async measure(cpu: Cpu | undefined): Promise<Machine> {
    const peer = await Peer.start({ system: 'autoencoders', setting: 'autoencoders-native' }, cpu);
    const { gflops } = await peer.ask('speed', {});
    return new Machine(peer, gflops!);
  }

  /** The matrix products of a step of `model`, in GFLOP. */
  async gflopOf(model: ModelName, batch: number, width = 1): Promise<number> {
    const { flops } = await this.peer.ask('flops', { model, batch, width });
    return flops! / 1e9;
  }

  /** The time, in ms, that these products take at the machine's speed. */
  async limitOf(model: ModelName, batch: number): Promise<number> {
    return ((await this.gflopOf(model, batch)) / this.gflops) * 1000;
  }

  stop(): void {
    this.peer.stop();
  }
}
