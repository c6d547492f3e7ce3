/** A lesson takes up to a minute or two: they are run by `npm run browser`, and by `npm test` only the first task. */
export const lessons = process.env.ALL_BROWSER
  ? [
      ...['0-vanilla', '1-sparse', '2-convolutional', '3-variational'].map((slug) => `${slug}/lesson`),
      ...['0-vanilla', '2-convolutional', '3-variational'].map((slug) => `${slug}/further`),
    ]
  : [];

/** What those load. */
export const dataSets = ['mnist', ...(lessons.length ? ['cifar10', 'fashion-mnist'] : [])];

/** All that are on the site of the tests. */
export const names = [...lessons, '0-vanilla/task'];
