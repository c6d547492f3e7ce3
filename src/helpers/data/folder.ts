import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { assertSizes } from '../base/assert';
import type { LabelledImages } from './labelled-images';

/** Options of `loadFolder`. */
export interface FolderOptions {
  /** Height to resize each image to, in pixels, at least 1; defaults to 28. */
  height?: number;
  /** Defaults to `height`. */
  width?: number;
  /** 1 for grey or 3 for colour, the default. */
  channels?: 1 | 3;
}

const kinds = ['.png', '.jpg', '.jpeg', '.bmp', '.gif', '.tiff'];

/**
 * Loads the images of a folder in the order of their names, resized to the same size. Each subfolder is a class; images
 * outside of subfolders have label 0.
 *
 * @throws if there is no such folder, it contains no images, or one of them cannot be read (the error names it)
 * @example
 * const mine = await loadFolder('my-digits', { height: 28, channels: 1 });
 * const images = toPixels(mine); // [count, 28, 28, 1], 0 to 1
 */
export async function loadFolder(
  folder: string,
  { height = 28, width = height, channels = 3 }: FolderOptions = {},
): Promise<LabelledImages> {
  assertSizes({ height, width });
  if (channels !== 1 && channels !== 3) throw new Error(`invalid channels: ${channels} (expected 1 or 3)`);
  const files = await listPictures(folder);
  if (!files.length)
    throw new Error(`invalid folder: ${folder} has no images (expected ${kinds.join(', ')})`);
  const size = height * width * channels;
  const images = new Uint8Array(files.length * size);
  for (const [i, { path }] of files.entries())
    images.set(await readPicture(path, width, height, channels), i * size);
  const labels = Uint8Array.from(files, ({ label }) => label);
  return { images, labels, shape: [files.length, height, width, channels] };
}

/** The images of a folder, then those of its subfolders, each of which is a class. */
async function listPictures(folder: string): Promise<{ path: string; label: number }[]> {
  const list = async (path: string) => {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => {
      throw new Error(`invalid folder: ${path} cannot be read (expected a folder of images)`);
    });
    // hidden files, such as JupyterLab's folder of checkpoints, are not images of the user
    const seen = entries.filter(({ name }) => !name.startsWith('.'));
    return seen.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  };
  const toFiles = async (path: string, label: number) =>
    (await list(path))
      .filter((entry) => entry.isFile() && kinds.includes(extname(entry.name).toLowerCase()))
      .map(({ name }) => ({ path: join(path, name), label }));
  const classes = (await list(folder)).filter((entry) => entry.isDirectory());
  const inside = await Promise.all(classes.map(({ name }, label) => toFiles(join(folder, name), label)));
  return [...(await toFiles(folder, 0)), ...inside.flat()];
}

/** The bytes of one image, cropped around its centre to the requested shape and resized. */
async function readPicture(
  path: string,
  width: number,
  height: number,
  channels: 1 | 3,
): Promise<Uint8Array> {
  const { Jimp } = await import('jimp');
  const picture = await Jimp.read(path).catch((error: Error) => {
    const why = error.message.split('\n')[0];
    throw new Error(`invalid image: ${path} (${why}); open and save it again, or remove it from the folder`);
  });
  picture.cover({ w: width, h: height });
  if (channels === 1) picture.greyscale();
  const { data } = picture.bitmap;
  return Uint8Array.from({ length: width * height * channels }, (_, i) =>
    channels === 1 ? data[4 * i]! : data[4 * Math.floor(i / 3) + (i % 3)]!,
  );
}
