/** A code cell of a notebook, with metadata for tools. */
export const code = (source: string, metadata: object = {}): object => ({
  cell_type: 'code',
  id: `cell-${Math.abs(hash(source + JSON.stringify(metadata)))}`,
  source,
  metadata,
  outputs: [],
  execution_count: null,
});

/** A notebook of the TypeScript kernel, as text. */
export const toNotebook = (...cells: object[]): string =>
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: 'tslab', display_name: 'TypeScript', language: 'typescript' },
      language_info: { name: 'typescript', file_extension: '.ts', mimetype: 'text/typescript' },
    },
    cells,
  });

const hash = (text: string): number => [...text].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) | 0, 7);
