/** Whether a test runs in this process (jest, vitest, mocha, node:test): it looks at what is thrown, and wants nothing printed. */
export function isTest(): boolean {
  const { it, afterEach, __vitest_worker__: vitest } = globalThis as { [name: string]: unknown };
  return (typeof it === 'function' && typeof afterEach === 'function') || vitest !== undefined || isNodeTest();
}

/** A program that such a test starts inherits the variable, but has not loaded the module. */
function isNodeTest(): boolean {
  const { moduleLoadList = ['test'] } = process as { moduleLoadList?: readonly string[] };
  return process.env.NODE_TEST_CONTEXT !== undefined && moduleLoadList.some((name) => /\btest$/.test(name));
}
