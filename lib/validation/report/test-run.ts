/** Whether a test runs in this process (jest, vitest, mocha, node:test): it looks at what is thrown, and wants nothing printed. */
export function isTest(): boolean {
  const { it, afterEach, __vitest_worker__: vitest } = globalThis as { [name: string]: unknown };
  const isNodeTest = process.env.NODE_TEST_CONTEXT !== undefined;
  return (typeof it === 'function' && typeof afterEach === 'function') || vitest !== undefined || isNodeTest;
}
