const key = 'progress.json';

let text: string | undefined;
let database: IDBDatabase | undefined;
/** Why nothing is saved. */
let problem: string | undefined;
let pending: Promise<void> = Promise.resolve();
/** Another page with the course: what one saves, all know. */
const others =
  typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('autoencoders-progress');
others?.addEventListener('message', ({ data }) => (text = data as string));

/** What the progress is saved in, for messages. */
export const progressPath = (): string => 'the progress that this browser has saved';

/**
 * Reads what was saved. It has to be done before the progress is read or changed.
 *
 * @returns why nothing can be saved, if so: some browsers save nothing in a private window
 */
export async function startProgress(): Promise<string | undefined> {
  try {
    database = await open();
    text = await toPromise(database.transaction('files').objectStore('files').get(key) as IDBRequest<string>);
  } catch (error) {
    problem = `this browser saves nothing for this page (${messageOf(error)}); open the page in a window that is not private`;
  }
  return problem;
}

/** What to do if it cannot be read. */
export const repair: string = "clear this site's data in the settings of the browser to start over";

/** The saved text, or undefined if there is none yet. */
export const readProgress = (): string | undefined => text;

/**
 * Saves the text in IndexedDB. Writing continues after the function has returned; if it fails, a warning is printed, and
 * the next call throws.
 *
 * @throws if the last text could not be saved
 */
export function writeProgress(next: string): void {
  text = next;
  others?.postMessage(next);
  if (!database) throw new Error(problem ?? 'await start() of course.js first');
  pending = write(database, next).then(
    () => (problem = undefined),
    (error: unknown) => {
      problem = messageOf(error);
      console.warn(`Your progress was not saved: ${problem}.`);
    },
  );
  if (problem) throw new Error(problem);
}

/** When everything is saved, or has failed. */
export const whenSaved = (): Promise<void> => pending;

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('autoencoders', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('files');
  return toPromise(request);
}

async function write(into: IDBDatabase, next: string): Promise<void> {
  const transaction = into.transaction('files', 'readwrite', { durability: 'strict' });
  transaction.objectStore('files').put(next, key);
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

const toPromise = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function messageOf(error: unknown): string {
  const { name, message } = Object(error) as Partial<Error>;
  return name === 'QuotaExceededError'
    ? 'the disk space that this browser gives the page is used up; delete notebooks or data that you no longer need'
    : (message ?? String(error));
}
