// Loads what takes long and looks at no file of a notebook; the kernel itself begins when it is told to.
import '@tslab/typescript-for-tslab';
import '@tensorflow/tfjs';

process.once('message', () => {
  process.disconnect();
  void import('../../../dist/src/kernel/cells/main.js');
});
process.send('ready');
