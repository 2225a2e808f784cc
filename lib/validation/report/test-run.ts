/** Whether a test runs in this process (jest, vitest, mocha): it looks at what is thrown, and wants nothing printed. */
export function isTest(): boolean {
  const { it, afterEach, __vitest_worker__: vitest } = globalThis as { [name: string]: unknown };
  return (typeof it === 'function' && typeof afterEach === 'function') || vitest !== undefined;
}
