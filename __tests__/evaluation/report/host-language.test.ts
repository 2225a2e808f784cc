import { Chart } from 'cdk8s';
import { GitOpsApp, SecretSyncedApp } from '../../../lib';
import { keptFindings } from '../../../lib/evaluation/report/run-findings';
import { APP, SYNC } from '../../declarations';

const AGENT = process.env.JSII_AGENT;
afterEach(() => {
  if (AGENT === undefined) delete process.env.JSII_AGENT;
  else process.env.JSII_AGENT = AGENT;
});

/** What jsii makes of an error, as it does it: an error of its own, of which it sends the message and the stack. */
function passedOn(): { message: string; stack?: string } {
  const app = new GitOpsApp({ environment: 'prod' });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new SecretSyncedApp(chart, 'api', {
    ...APP,
    sync: { ...SYNC, source: { ...SYNC.source, path: 'orders' } },
    port: 99_999,
  });
  try {
    app.synth();
  } catch (error) {
    return new Error(error as string);
  }
  throw new Error('expected the synthesis to fail');
}

const FINDING =
  /^(?:Error: )?error: prod: \[shop\/api\] port must be a whole number from 1 to 65535, found the number 99999 \(N5\)$/m;

test('an error reaches a program in another language once, and its warnings do not come behind it', async () => {
  process.env.JSII_AGENT = 'Python/3.13.1';
  const { message, stack } = passedOn();
  expect(message).toMatch(FINDING);
  expect(message).toMatch(/^warning: .*\(S5\)\n1 error, 1 warning: nothing is written/m);
  expect(stack).toBe('');
  expect(keptFindings()).toEqual([]);
  await Promise.resolve();
  expect(new Error('of somebody else').stack).toContain('host-language.test.ts');
});

test('in TypeScript it has a stack, and what is no error is told at the end', () => {
  const { message, stack } = passedOn();
  expect(message).toMatch(FINDING);
  expect(stack).toContain('host-language.test.ts');
  expect(keptFindings().map(({ rule }) => rule)).toContain('S5');
});
