/** Whether a value is a promise, also one of another page's. */
export const isPromise = (value: unknown): value is Promise<unknown> =>
  value instanceof Promise || Object.prototype.toString.call(value) === '[object Promise]';
