/** @param {string} line */
export const say = (line) => process.stdout.write(`${line}\n`);

/** @param {number} startedAt from `performance.now()` */
export const since = (startedAt) => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
