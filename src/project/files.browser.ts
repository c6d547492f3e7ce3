import { courseUrl } from './course-url.browser';

/** A file that is not there, with the code that Node's file system gives it. */
class MissingError extends Error {
  readonly code = 'ENOENT';
}

/**
 * The bytes of a file of the course, by its path in the course's folder.
 *
 * @throws if it is not beside the page, or the connection breaks
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  const url = new URL(path, courseUrl);
  const answer = await fetch(url).catch((error: Error) => {
    throw new Error(`${url} cannot be read (${error.message}); check the connection, then try again`);
  });
  if (!answer.ok) throw new MissingError(`${url} answers ${answer.status} ${answer.statusText}`);
  return new Uint8Array(await answer.arrayBuffer());
}
