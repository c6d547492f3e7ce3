import type { FolderOptions } from './folder';
import type { LabelledImages } from './labelled-images';

export type { FolderOptions };

/**
 * A page in a browser cannot read folders.
 *
 * @throws always
 */
export async function loadFolder(folder: string, _options: FolderOptions = {}): Promise<LabelledImages> {
  throw new Error(
    `${folder} cannot be read: a page in a browser has no folders. Install the course to work with your own pictures, or use loadMnist()`,
  );
}
