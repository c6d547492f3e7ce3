import { toColumns } from './columns';

/** The systems whose everyday speed is compared; `science` is Python's libraries for t-SNE, UMAP and pictures. */
export const everydaySystems = ['autoencoders', 'keras', 'torch', 'science'] as const;
export type EverydaySystem = (typeof everydaySystems)[number];

/** A system in one of its settings. */
export interface Way {
  system: EverydaySystem;
  setting: string;
}

const ways = (system: EverydaySystem, ...settings: string[]): Way[] =>
  settings.map((setting) => ({ system, setting }));
const networks = [...ways('keras', 'plain', 'jit'), ...ways('torch', 'eager', 'compiled')];
const training = [...ways('keras', 'plain'), ...ways('torch', 'fused')];
const imports = [...ways('keras', 'import'), ...ways('torch', 'import')];

/** What is measured, and what else does it: the fastest of these counts. */
export const lines = {
  import: { title: 'import, until there is a tensor', peers: imports },
  load: { title: 'load MNIST as a tensor', peers: imports },
  'first-step': { title: 'first step of fit, 0-vanilla', peers: training },
  'predict-dense': { title: 'predict 10,000 images, 0-vanilla', peers: networks },
  'predict-conv': { title: 'predict 10,000, 2-convolutional', peers: networks },
  evaluate: { title: 'evaluate 10,000 images, 0-vanilla', peers: networks },
  tsne: {
    title: 't-SNE of 10,000 codes of 32',
    peers: ways('science', 'openTSNE-bh', 'openTSNE-fft', 'scikit-learn'),
  },
  umap: { title: 'UMAP of 10,000 codes of 32', peers: ways('science', 'umap-learn') },
  grid: { title: 'a grid of 10 x 2 digits as PNG', peers: ways('science', 'axes', 'page') },
  scatter: { title: 'a plot of 10,000 points as PNG', peers: ways('science', 'scatter', 'classes') },
  curve: { title: 'a loss curve as PNG', peers: ways('science', 'matplotlib') },
} satisfies Record<string, { title: string; peers: Way[] }>;
export type What = keyof typeof lines;
export const whatNames = Object.keys(lines) as What[];

/** One way of doing something, measured. */
export interface Timed extends Way {
  what: What;
  /** The median of its turns, in ms. */
  ms: number;
  /** The first turn, in ms, which does not count: it reads files from the disk, and compilers run in it. */
  firstMs: number;
  /** For t-SNE and UMAP: trustworthiness, how well the points keep the neighbours of the codes, from 0 to 1. */
  trust?: number;
}

/** The measurements as a table, one line for each thing: this project, the fastest peer, and the ratio of their times. */
export function toEverydayTable(timed: Timed[]): string {
  const head = ['in ms', 'ours', 'peer', 'ratio', 'ours, first', 'peer, first', 'trust', 'the fastest peer'];
  const rows = whatNames.flatMap((what) => {
    const all = timed.filter((one) => one.what === what).sort((a, b) => a.ms - b.ms);
    const ours = all.find(({ system }) => system === 'autoencoders');
    const best = all.find(({ system }) => system !== 'autoencoders');
    if (!all.length) return [];
    const trust = [ours?.trust, best?.trust].flatMap((value) => value?.toFixed(3) ?? []);
    return [
      [
        lines[what].title,
        number(ours?.ms),
        number(best?.ms),
        ours && best ? (ours.ms / best.ms).toFixed(2) : '-',
        number(ours?.firstMs),
        number(best?.firstMs),
        trust.join(' / ') || '-',
        best ? `${best.system} (${best.setting})` : '-',
      ],
    ];
  });
  return toColumns([head, ...rows], (i) => i === 0 || i === head.length - 1).join('\n');
}

const number = (ms: number | undefined): string =>
  ms === undefined ? '-' : ms.toFixed(ms < 10 ? 2 : ms < 100 ? 1 : 0);
