import { versions } from 'autoencoders:versions';

/** Version of Jupyter's messaging spec that the kernel implements. */
export const PROTOCOL_VERSION = '5.4';

/** The answer to `kernel_info_request`: the language and its implementation. */
export const kernelInfo = {
  status: 'ok',
  protocol_version: PROTOCOL_VERSION,
  implementation: 'tslab',
  implementation_version: versions.tslab,
  banner: `TypeScript ${versions.typescript} by tslab ${versions.tslab} in the browser`,
  language_info: {
    name: 'typescript',
    version: versions.typescript,
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
