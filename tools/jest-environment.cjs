// Jest compiles each module once for every suite that imports it, and has no cache of it: half of the time of a suite.
// Here a worker compiles it once, and runs the same script in the context of each suite.
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

const compileFunction = vm.compileFunction;
const scripts = new Map();

/** A module that imports others by `import()` is left to Jest, which finds them. */
const importsLazily = (source) => /\bimport\s*\(/.test(source);

vm.compileFunction = (source, parameters, options) => {
  const { filename, parsingContext } = options ?? {};
  if (parsingContext === undefined || importsLazily(source)) return compileFunction(source, parameters, options);
  const start = `(function (${parameters.join(', ')}) {`;
  const key = JSON.stringify([filename, start]);
  let known = scripts.get(key);
  if (known?.source !== source) {
    const script = new vm.Script(`${start}${source}\n})`, { filename, columnOffset: -start.length });
    known = { source, script };
    scripts.set(key, known);
  }
  return known.script.runInContext(parsingContext);
};

module.exports = TestEnvironment;
