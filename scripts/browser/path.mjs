// What the course uses of node:path, in a browser: paths with slashes, below the course's folder.

/** @param {string[]} parts */
export const join = (...parts) => parts.filter(Boolean).join('/').replace(/\/+/g, '/');
