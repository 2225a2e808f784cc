import { InfisicalKind } from '../../lib';
import { healthOf, lua } from './lua-health';

afterAll(() => lua.close());

type Fields = Readonly<Record<string, unknown>>;

const condition = (type: string, status: string, more: Fields = {}) => ({ type, status, message: 'canary', ...more });
const ofOperator = (type: string, status: string, more: Fields = {}) =>
  condition(`secrets.infisical.com/${type}`, status, more);
const healthOfPush = (conditions: readonly Fields[], operatorMessages = false) =>
  healthOf(
    InfisicalKind.INFISICAL_STATIC_SECRET_PUSH,
    { metadata: { generation: 2 }, status: { conditions } },
    operatorMessages,
  );

test.each([
  ['LastReconcileStatus of an InfisicalStaticSecret', ofOperator('LastReconcileStatus', 'False')],
  ['IsReady of an InfisicalAuth', ofOperator('IsReady', 'False')],
  ['Ready of most controllers', condition('Ready', 'False')],
  ['Authenticated of a push of v1alpha1', ofOperator('Authenticated', 'False')],
  ['LoadedInfisicalToken of an InfisicalSecret', ofOperator('LoadedInfisicalToken', 'False')],
])('a problem by %s is degraded, whatever stands beside it', async (_, failed) => {
  const good = [ofOperator('LastReconcileStatus', 'True'), ofOperator('IsReady', 'True')].filter(
    ({ type }) => type !== failed.type,
  );
  for (const conditions of [[failed], [failed, ...good], [...good, failed], [ofOperator('Other', 'True'), failed]]) {
    expect(await healthOfPush(conditions)).toEqual({
      status: 'Degraded',
      message: `The last push failed: see the condition ${failed.type}`,
    });
  }
});

test.each([ofOperator('LastReconcileStatus', 'True'), ofOperator('IsReady', 'True'), condition('Ready', 'True')])(
  'it is healthy by $type',
  async (good) => {
    const healthy = { status: 'Healthy', message: 'The last push succeeded' };
    expect(await healthOfPush([good])).toEqual(healthy);
    expect(await healthOfPush([ofOperator('LastSuccessfulReconcileAt', 'True'), good])).toEqual(healthy);
  },
);

test.each([
  ['Reconcile, which means one thing in a dynamic secret and the opposite in a push', ofOperator('Reconcile', 'True')],
  ['Reconcile, the other way round', ofOperator('Reconcile', 'False')],
  ['a condition of a new name', ofOperator('SecretsPushed', 'True')],
  ['one of a new name that is False', ofOperator('TargetsSynced', 'False')],
  ['what a push of v1alpha1 always says', ofOperator('FailedToCreateSecrets', 'True')],
])('%s alone is unknown, and never healthy', async (_, other) => {
  expect(await healthOfPush([other])).toEqual({
    status: 'Unknown',
    message: `What its conditions mean is not public: see the condition ${other.type}`,
  });
});

test('what was said of an earlier generation counts no more', async () => {
  const old = [ofOperator('LastReconcileStatus', 'False'), ofOperator('Other', 'True'), condition('Ready', 'True')];
  const health = await healthOfPush(old.map((one) => ({ ...one, observedGeneration: 1 })));
  expect(health.status).toBe('Progressing');
});

test("the operator's message comes where it is asked for", async () => {
  const failed = [ofOperator('IsReady', 'False', { message: 'no route' })];
  expect((await healthOfPush(failed, true)).message).toBe(
    'The last push failed: see the condition secrets.infisical.com/IsReady: no route',
  );
  expect((await healthOfPush([ofOperator('IsReady', 'False', { message: undefined })], true)).status).toBe('Degraded');
});
