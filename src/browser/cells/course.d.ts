/** The course's bundle (scripts/browser/course.mjs), which is a file of its own beside the worker. */
declare module 'autoencoders:course' {
  export const tf: typeof import('@tensorflow/tfjs');
  /** What notebooks import, by the names with which they do. */
  export const modules: Record<string, unknown>;
  /** Chooses the backend; `lacking` has sentences about what the browser lacks. */
  export function start(): Promise<{
    backend: import('../../backend').Backend;
    lacking: string[];
  }>;
  /** Resolves when the learner's progress is saved. */
  export function whenSaved(): Promise<unknown>;
}
