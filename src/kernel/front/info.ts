import { toKernelInfo } from './kernel-info';

const { version } = require('tslab/package.json') as { version: string };
const typescript = require('@tslab/typescript-for-tslab/package.json') as { version: string };

/** The answer to `kernel_info_request`. */
export const kernelInfo = toKernelInfo(
  { tslab: version, typescript: typescript.version },
  `on Node.js ${process.versions.node}`,
);
