import type { Contents, Notify, PageOptions } from './jupyterlite';

/** What a browser says of a page whose storage is full. */
const isFull = (error: unknown): boolean =>
  /QuotaExceeded|quota/i.test(`${(error as Error | null)?.name} ${(error as Error | null)?.message}`);

const FULL =
  'this browser has no room left for the page: delete notebooks, or download yours (right-click on the file)';

/**
 * Whether something can be stored for the page: some browsers never allow it in a private window, or at all.
 *
 * @returns `database`: as usual; `little`: only in `localStorage`, a few megabytes; `nothing`
 */
export async function findStorage(): Promise<'database' | 'little' | 'nothing'> {
  try {
    const name = 'autoencoders-can-store';
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => {
        request.result.close();
        indexedDB.deleteDatabase(name);
        resolve();
      };
      request.onerror = () => reject(request.error!);
    });
    return 'database';
  } catch (error) {
    if (isFull(error)) return 'database';
  }
  try {
    localStorage.setItem('autoencoders-can-store', '');
    localStorage.removeItem('autoencoders-can-store');
    return 'little';
  } catch {
    return 'nothing';
  }
}

/**
 * Lets JupyterLite run where nothing can be stored, and says once what is lost there. It has to be called before JupyterLite
 * has opened its storage.
 *
 * @returns what to tell the learner, if anything is lost, in at most 140 characters, all that JupyterLab shows
 */
export async function prepareStorage(options: PageOptions): Promise<string | undefined> {
  const found = await findStorage();
  if (found === 'database') return undefined;
  if (found === 'nothing') {
    options.setOption('enableMemoryStorage', 'true');
    for (const of of ['contents', 'settings', 'workspaces'])
      options.setOption(`${of}StorageDrivers`, '["memoryStorageDriver"]');
  }
  const kept = found === 'nothing' ? 'Nothing that you write' : 'Little of what you write';
  return `${kept} is saved, as in a private window: download what you want to keep (right-click on the file).`;
}

/**
 * Lets notebooks open when the disk is full, and says in a sentence why one is not saved.
 *
 * @param contents JupyterLab's files; their methods are replaced
 */
export function explainFullStorage(contents: Contents, notify: Notify): void {
  let isTold = false;
  const tell = (): void => {
    if (!isTold) notify(`Nothing more is saved: ${FULL}.`);
    isTold = true;
  };
  const save = contents.save.bind(contents);
  contents.save = async (...args) => {
    try {
      const saved = await save(...args);
      isTold = false; // there is room again
      return saved;
    } catch (error) {
      if (!isFull(error)) throw error;
      isTold = true; // by JupyterLab, which shows the message of the error
      throw new Error(`not saved: ${FULL}`, { cause: error });
    }
  };
  const createCheckpoint = contents.createCheckpoint.bind(contents);
  contents.createCheckpoint = async (path) => {
    try {
      return await createCheckpoint(path);
    } catch (error) {
      if (!isFull(error)) throw error;
      tell();
      return { id: 'none', last_modified: new Date().toISOString() };
    }
  };
}
