/**
 * The extension, as JupyterLab loads one that was built apart: a container of module federation. It takes what it needs from
 * the modules that JupyterLite shares.
 */
import type { App, KernelClient, KernelSpecs, LiteKernel, Shared, ShareScope } from './jupyterlite';
import { BrowserKernel } from './kernel';
import { takeLostPage } from './lost-page';
import { explainFullStorage, prepareStorage } from './storage';

/** The name under which JupyterLab looks for the container. */
const NAME = 'autoencoders-kernel';
/** The name of the kernel in notebooks. */
const KERNEL = 'tslab';

/** The folder of this script, where the workers are. */
const base = new URL('.', (document.currentScript as HTMLScriptElement).src);
let scope: ShareScope = {};

async function take<T>(name: string): Promise<T> {
  const [found] = Object.values(scope[name] ?? {});
  if (!found) throw new Error(`JupyterLite does not share ${name}: the kernel needs JupyterLite 0.8`);
  return (await found.get())() as T;
}

async function createPlugin(): Promise<object> {
  const services = await take<Shared['services']>('@jupyterlite/services');
  const signaling = await take<Shared['signaling']>('@lumino/signaling');
  const { Notification } = await take<Shared['apputils']>('@jupyterlab/apputils');
  const notify = (message: string): void => void Notification.warning(message, { autoClose: false });
  const { PageConfig } = await take<Shared['coreutils']>('@jupyterlab/coreutils');
  const lost = await prepareStorage(PageConfig);
  const kernels = new Map<string, BrowserKernel>();
  const activate = (app: App, specs: KernelSpecs, client: KernelClient): void => {
    const told = [lost, takeLostPage()].filter((sentence) => sentence !== undefined);
    void app.restored?.then(() => told.forEach(notify)); // earlier, nobody would see them
    if (app.serviceManager) explainFullStorage(app.serviceManager.contents, notify);
    specs.register({
      spec: {
        name: KERNEL,
        display_name: 'TypeScript',
        language: 'typescript',
        argv: [],
        resources: {},
      },
      create: async (options): Promise<LiteKernel> => {
        const kernel = new BrowserKernel(options, base, signaling);
        kernels.set(options.id, kernel);
        return kernel;
      },
    });
    // by itself, JupyterLite drops the cells that wait, and tells the kernel nothing
    const interrupt = client.interrupt.bind(client);
    client.interrupt = async (id) => {
      kernels.get(id)?.interrupt();
      await interrupt(id);
    };
  };
  return {
    id: `${NAME}:plugin`,
    description: 'Runs TypeScript in the page',
    autoStart: true,
    requires: [services.IKernelSpecs, services.IKernelClient],
    activate,
  };
}

const container = {
  init: (shared: ShareScope): void => void (scope = shared),
  get: async (module: string): Promise<() => unknown> => {
    if (module !== './extension') return () => ({});
    const plugin = await createPlugin();
    return () => ({ __esModule: true, default: plugin });
  },
};
const page = window as unknown as { _JUPYTERLAB?: Record<string, object> };
(page._JUPYTERLAB ??= {})[NAME] = container;
