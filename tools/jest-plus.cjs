// What writes workloads, with other generations of cdk8s-plus in the place of 28.
const { resolve } = require('node:path');
const { jest } = require('../package.json');

const { maxWorkers, testTimeout, testSequencer, ...project } = jest;
const rootDir = resolve(__dirname, '..');

module.exports = {
  rootDir,
  maxWorkers,
  testTimeout,
  testSequencer,
  projects: ['cdk8s-plus-33', 'cdk8s-plus-34'].map((generation) => ({
    ...project,
    rootDir,
    displayName: generation,
    roots: ['app', 'local', 'pods', 'sync'].map((folder) => `<rootDir>/__tests__/${folder}`),
    moduleNameMapper: { '^cdk8s-plus-28$': generation },
  })),
};
