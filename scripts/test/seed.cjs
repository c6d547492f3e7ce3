// Seeds Math.random in a process of the tests, so that a test draws the same numbers in every run. TensorFlow.js draws its
// own seeds from it. `SEED=2 npm test -- FILE` draws others.
const seedrandom = require('seedrandom');

/** @param {string} name each test file draws its own numbers, whichever files ran before it */
exports.seed = (name) => seedrandom(`${process.env.SEED ?? 1} ${name}`, { global: true });

exports.seed('');
