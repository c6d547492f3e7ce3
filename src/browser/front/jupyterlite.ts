import type { Header } from '../../kernel/front/message';

/** A message as JupyterLab has it. */
export interface LiteMessage {
  channel: 'shell' | 'control' | 'stdin' | 'iopub';
  header: Header;
  parent_header: Header | object;
  metadata: object;
  content: Record<string, unknown>;
  buffers: unknown[];
}

/** What JupyterLite gives a kernel. */
export interface KernelOptions {
  id: string;
  name: string;
  location: string;
  sendMessage(message: LiteMessage): void;
}

/** JupyterLite's kernels: `IKernel`. */
export interface LiteKernel {
  id: string;
  name: string;
  location: string;
  ready: Promise<void>;
  isDisposed: boolean;
  disposed: Signal;
  handleMessage(message: LiteMessage): Promise<void>;
  dispose(): void;
}

/** Lumino's signal. */
export interface Signal {
  emit(args: undefined): void;
}

/** The part of `IKernelSpecs` that is used. */
export interface KernelSpecs {
  register(options: { spec: object; create(options: KernelOptions): Promise<LiteKernel> }): void;
}

/** The part of `IKernelClient` that is used. */
export interface KernelClient {
  interrupt(id: string): Promise<void>;
}

/** The part of JupyterLab's `Contents.IManager` that is used. */
export interface Contents {
  save(path: string, options?: object): Promise<unknown>;
  createCheckpoint(path: string): Promise<{ id: string; last_modified: string }>;
}

/** The part of JupyterLab that is used. */
export interface App {
  /** Resolves when the page is complete. */
  restored?: Promise<void>;
  serviceManager?: { contents: Contents };
}

/** JupyterLab's `PageConfig`, as far as it is used. */
export interface PageOptions {
  setOption(name: string, value: string): string;
}

/** Shows a message until it is closed. */
export type Notify = (message: string) => void;

/** The modules that JupyterLite shares with extensions. */
export interface Shared {
  apputils: { Notification: { warning(message: string, options: { autoClose: false }): string } };
  coreutils: { PageConfig: PageOptions };
  services: { IKernelSpecs: object; IKernelClient: object };
  signaling: { Signal: new (sender: object) => Signal };
}

/** Module federation's table of shared modules: name, version, where to get it. */
export type ShareScope = Record<string, Record<string, { get(): Promise<() => unknown> }>>;
