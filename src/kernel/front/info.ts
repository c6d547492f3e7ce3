import { PROTOCOL_VERSION } from './message';

const { version } = require('tslab/package.json') as { version: string };
const typescript = require('@tslab/typescript-for-tslab/package.json') as { version: string };

/** The answer to `kernel_info_request`: the language and its implementation. */
export const kernelInfo = {
  status: 'ok',
  protocol_version: PROTOCOL_VERSION,
  implementation: 'tslab',
  implementation_version: version,
  banner: `TypeScript ${typescript.version} by tslab ${version} on Node.js ${process.versions.node}`,
  language_info: {
    name: 'typescript',
    version: typescript.version,
    mimetype: 'text/typescript',
    file_extension: '.ts',
    pygments_lexer: 'typescript',
    codemirror_mode: { name: 'javascript', mode: 'typescript', typescript: true },
  },
  help_links: [
    { text: 'TypeScript', url: 'https://www.typescriptlang.org/docs/' },
    { text: 'TensorFlow.js', url: 'https://js.tensorflow.org/api/latest/' },
  ],
  supported_features: [],
};
