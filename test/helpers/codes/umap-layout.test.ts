import seedrandom from 'seedrandom';
import { UMAP } from 'umap-js';
import { Layout } from '../../../src/helpers/codes/umap-layout';
import { assertClose } from '../../support/float64';

describe('Layout', () => {
  it("moves points as umap-js' own steps do", () => {
    const random = seedrandom.alea('codes');
    const rows = Array.from({ length: 300 }, () => Array.from({ length: 5 }, random));
    const start = () => {
      const drawn = seedrandom.alea('umap');
      const umap = new UMAP({ nComponents: 2, nNeighbors: 10, random: drawn });
      umap.initializeFit(rows);
      return { umap, drawn };
    };
    const [ours, theirs] = [start(), start()];
    const layout = new Layout(ours.umap, ours.drawn);
    // few epochs, because rounding errors grow a hundredfold in each
    for (let epoch = 0; epoch < 6; epoch++) {
      layout.step();
      theirs.umap.step();
      assertClose([...layout.points], theirs.umap.getEmbedding().flat(), 1e-6);
    }
  });
});
