/** A lesson takes up to a minute or two: they are run by `npm run browser`, and by `npm test` only the first task. */
const named = process.env.ALL_BROWSER?.split(',') ?? ['0-vanilla/task'];

const isLesson = (name: string): boolean => !name.endsWith('/task');

/** The lessons that are run. */
export const lessons = named.filter(isLesson);

/** The tasks that are answered. */
export const tasks = named.filter((name) => !isLesson(name));

/** What those load. */
export const dataSets = ['mnist', ...(lessons.length ? ['cifar10', 'fashion-mnist'] : [])];

/** All that are on the site of the tests; the first task is always there. */
export const names = [...new Set([...named, '0-vanilla/task'])];
