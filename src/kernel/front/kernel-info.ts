/** Version of Jupyter's messaging spec that the kernel implements. */
export const PROTOCOL_VERSION = '5.4';

/**
 * The answer to `kernel_info_request`: the language and its implementation.
 *
 * @param versions of tslab, and of its TypeScript
 * @param where the kernel runs, `on Node.js 20.19.0`
 */
export const toKernelInfo = (versions: { tslab: string; typescript: string }, where: string) => ({
  status: 'ok',
  protocol_version: PROTOCOL_VERSION,
  implementation: 'tslab',
  implementation_version: versions.tslab,
  banner: `TypeScript ${versions.typescript} by tslab ${versions.tslab} ${where}`,
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
});
