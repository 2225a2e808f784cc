import { type RuleBody, Severity } from '../../rule';

export const L11: RuleBody = {
  severity: Severity.ERROR,
  title: 'A text that a laptop has in the place of a typed key is what that key holds',
  why: 'The program reads a number, a URL or whatever the key is said to hold, and stops on a laptop only.',
  source: 'docs/typed-keys.md',
  bad: orders('many'),
  good: orders('20'),
};

/** An application with a text of its own on the laptop. */
function orders(text: string): string {
  return `new SecretSyncedApp(stagingChart, 'orders', {
  image: 'orders:1',
  secretPath: '/orders',
  secretKeys: ['DATABASE_URL', SecretKey.of('RATELIMIT_RPS').integer({ min: 1 })],
  local: { env: { RATELIMIT_RPS: '${text}' }, meantToDiffer: ['RATELIMIT_RPS'] },
});`;
}
