import { ArgoCdHealthChecks, InfisicalKind } from '../../lib';
import { healthOf, lua } from './lua-health';

type Fields = Readonly<Record<string, unknown>>;

afterAll(() => lua.close());

const CANARY = 'canary-s3cr3t-value';
const condition = (type: string, status: string, more: Fields = {}) => ({
  type: `secrets.infisical.com/${type}`,
  status,
  reason: status === 'True' ? 'OK' : 'Error',
  message: `said by the operator about ${CANARY}`,
  lastTransitionTime: '2026-01-01T00:00:00Z',
  ...more,
});
const resource = (conditions: unknown, metadata: Fields = {}) => ({
  metadata: { name: 'shop', namespace: 'shop', generation: 2, ...metadata },
  spec: {},
  status: { conditions },
});

const {
  INFISICAL_AUTH,
  INFISICAL_CONNECTION,
  INFISICAL_DYNAMIC_SECRET,
  INFISICAL_PUSH_SECRET,
  INFISICAL_SECRET,
  INFISICAL_STATIC_SECRET,
  INFISICAL_STATIC_SECRET_PUSH,
} = InfisicalKind;
const KINDS = Object.values(InfisicalKind);
const v1beta1 = { observedGeneration: 2 };
// A push always says that these failed, even where nothing did.
const ALWAYS = ['Create', 'Update'].map((operation) =>
  condition(`FailedTo${operation}Secrets`, 'True', { message: `Failed to ${operation.toLowerCase()} secrets: []` }),
);

/** What the operator writes where all is well. */
const HEALTHY: Record<InfisicalKind, Fields[]> = {
  [INFISICAL_SECRET]: [
    condition('LoadedInfisicalToken', 'True'),
    condition('ReadyToSyncSecrets', 'True'),
    condition('AutoRedeployReady', 'True'),
  ],
  [INFISICAL_STATIC_SECRET]: [
    condition('LastReconcileAuthMethod', 'True', v1beta1),
    condition('LastReconcileStatus', 'True', v1beta1),
    condition('LastReconcileAffectedDeployments', 'True', v1beta1),
    condition('LastSuccessfulReconcileAt', 'True', { ...v1beta1, message: '2026-01-01T00:00:00Z' }),
  ],
  [INFISICAL_DYNAMIC_SECRET]: [condition('Reconcile', 'True'), condition('AutoRedeployReady', 'True')],
  [INFISICAL_PUSH_SECRET]: [
    condition('Authenticated', 'True'),
    ...ALWAYS,
    condition('FailedToReplaceSecrets', 'False', { reason: 'OK' }),
    condition('FailedToDeleteSecrets', 'False', { reason: 'OK' }),
    condition('Reconcile', 'False', { reason: 'OK' }),
  ],
  // What of it is known: nothing. push-health-lua.test.ts is about that.
  [INFISICAL_STATIC_SECRET_PUSH]: [condition('LastReconcileStatus', 'True', v1beta1)],
  [INFISICAL_AUTH]: [
    condition('AuthMethod', 'True', v1beta1),
    condition('IsReady', 'True', { ...v1beta1, reason: 'Ok' }),
  ],
  [INFISICAL_CONNECTION]: [condition('IsReady', 'True', { ...v1beta1, reason: 'Ok' })],
};

/** The sound status with one condition exchanged. */
const changedIn = (kind: InfisicalKind, ...changed: Fields[]) => [
  ...HEALTHY[kind].filter(({ type }) => !changed.some((one) => one.type === type)),
  ...changed,
];

describe.each(KINDS)('%s', (kind) => {
  test('is healthy where the operator says so', async () => {
    expect(await healthOf(kind, resource(HEALTHY[kind]))).toMatchObject({ status: 'Healthy' });
  });

  test.each<[string, unknown]>([
    ['there is no status', { metadata: { name: 'shop', generation: 1 }, spec: {} }],
    ['the status is null', { metadata: { name: 'shop' }, status: null }],
    ['the status is empty', { metadata: { name: 'shop' }, status: {} }],
    ['there is not even metadata', {}],
    ['the conditions are null', resource(null)],
    ['there are no conditions', resource([])],
    ...(kind === INFISICAL_STATIC_SECRET_PUSH
      ? []
      : [['there are conditions of others only', resource([condition('Other', 'True')])] satisfies [string, unknown]]),
    ['the status of all conditions is unknown', resource(HEALTHY[kind].map((one) => ({ ...one, status: 'Unknown' })))],
  ])('is progressing while %s', async (_, obj) => {
    expect(await healthOf(kind, obj)).toEqual({
      status: 'Progressing',
      message: 'The operator has not told of its last run: if that stays so, its log says why',
    });
  });

  test('is progressing while it is deleted', async () => {
    const obj = resource(HEALTHY[kind], { deletionTimestamp: '2026-01-01T00:00:00Z' });
    expect(await healthOf(kind, obj)).toEqual({ status: 'Progressing', message: 'Being deleted' });
  });

  test('is progressing while the operator has not seen the last change', async () => {
    const stale = HEALTHY[kind].map((one) => ({ ...one, observedGeneration: 1 }));
    expect(await healthOf(kind, resource(stale))).toMatchObject({ status: 'Progressing' });
  });

  test('uses nothing that Lua 5.1 does not have', () => {
    const text = ArgoCdHealthChecks.lua(kind, { operatorMessages: true });
    expect(text).not.toMatch(/\bgoto\b|::|\/\/|<const>|<close>|[&|~](?!=)|<<|>>|\\z|:\w+\(|string\.|\brequire\b/);
    expect([...text.matchAll(/(\w+)\(/g)].map((match) => match[1])).toEqual(['ipairs']);
  });
});

describe('a fault is degraded, and says what failed', () => {
  const failed = (type: string, more: Fields = {}) => condition(type, 'False', more);
  test.each<[InfisicalKind, string, Fields[], string]>([
    [
      INFISICAL_SECRET,
      'the sync',
      [failed('ReadyToSyncSecrets')],
      'The last sync failed: see the condition ReadyToSyncSecrets',
    ],
    [
      INFISICAL_SECRET,
      'the login, which makes the sync fail',
      [
        failed('LoadedInfisicalToken'),
        failed('ReadyToSyncSecrets'),
        failed('AutoRedeployReady', { reason: 'Stopped' }),
      ],
      'The login to Infisical failed: see the condition LoadedInfisicalToken',
    ],
    [
      INFISICAL_SECRET,
      'the managed Secret, or the reading of workloads',
      [failed('AutoRedeployReady')],
      'The managed Secret is missing or cannot be read, or the workloads of its namespace cannot be listed: see the condition AutoRedeployReady',
    ],
    [
      INFISICAL_STATIC_SECRET,
      'the sync',
      [failed('LastReconcileStatus', v1beta1)],
      'The last sync failed: see the condition LastReconcileStatus',
    ],
    [
      INFISICAL_DYNAMIC_SECRET,
      'the lease',
      [failed('Reconcile')],
      'The last run failed: there is no lease, or nobody renews it: see the condition Reconcile',
    ],
    [
      INFISICAL_DYNAMIC_SECRET,
      'the managed Secret, or the reading of workloads',
      [failed('AutoRedeployReady')],
      'The managed Secret is missing or cannot be read, or the workloads of its namespace cannot be listed: see the condition AutoRedeployReady',
    ],
    [
      INFISICAL_PUSH_SECRET,
      'the push, whose condition means the opposite',
      [condition('Reconcile', 'True', { reason: 'Error' })],
      'The last push failed: see the condition Reconcile',
    ],
    [
      INFISICAL_PUSH_SECRET,
      'the login',
      [failed('Authenticated'), condition('Reconcile', 'True', { reason: 'Error' })],
      'The login to Infisical failed: see the condition Authenticated',
    ],
    [
      INFISICAL_PUSH_SECRET,
      'the creation of some secrets',
      [condition('FailedToCreateSecrets', 'True')],
      'Infisical did not create some of the secrets: see the condition FailedToCreateSecrets',
    ],
    [
      INFISICAL_PUSH_SECRET,
      'the deletion of some secrets',
      [condition('FailedToDeleteSecrets', 'True', { reason: 'Error' })],
      'Infisical did not delete some of the secrets: see the condition FailedToDeleteSecrets',
    ],
    [
      INFISICAL_PUSH_SECRET,
      'the replacement of some secrets',
      [condition('FailedToReplaceSecrets', 'True', { reason: 'Error' })],
      'Infisical did not replace some of the secrets: see the condition FailedToReplaceSecrets',
    ],
    [
      INFISICAL_AUTH,
      'the login',
      [failed('IsReady', v1beta1)],
      'The login to Infisical failed, or its InfisicalConnection is not ready: see the condition IsReady',
    ],
    [
      INFISICAL_CONNECTION,
      'the connection',
      [failed('IsReady', v1beta1)],
      'Infisical did not answer as it should, or the CA certificate cannot be read: see the condition IsReady',
    ],
  ])('%s: %s', async (kind, _, changed, message) => {
    expect(await healthOf(kind, resource(changedIn(kind, ...changed)))).toEqual({ status: 'Degraded', message });
  });

  test('a reload that only stopped as the sync failed is not the fault', async () => {
    const stopped = [failed('ReadyToSyncSecrets'), failed('AutoRedeployReady', { reason: 'Stopped' })];
    const { message } = await healthOf(INFISICAL_SECRET, resource(changedIn(INFISICAL_SECRET, ...stopped)));
    expect(message).toContain('ReadyToSyncSecrets');
  });

  test('a fault of an earlier generation counts no more', async () => {
    const old = failed('LastReconcileStatus', { observedGeneration: 1 });
    expect(await healthOf(INFISICAL_STATIC_SECRET, resource([old]))).toMatchObject({ status: 'Progressing' });
  });
});

describe("the operator's messages, which may quote a secret value", () => {
  /** Every condition of every kind, in every status. */
  const samples = KINDS.flatMap((kind) =>
    ['True', 'False', 'Unknown'].flatMap((status) =>
      [...HEALTHY[kind].keys()].map((i) => ({
        kind,
        conditions: HEALTHY[kind].map((one, j) => (i === j ? { ...one, status } : one)),
      })),
    ),
  );

  test('never reach Argo CD', async () => {
    for (const { kind, conditions } of samples) {
      expect(JSON.stringify(await healthOf(kind, resource(conditions)))).not.toContain(CANARY);
    }
  });

  test('do if that is asked for, and none is there without harm', async () => {
    const failing = (message: unknown) => resource([condition('IsReady', 'False', { message })]);
    expect(await healthOf(INFISICAL_CONNECTION, failing('no route'), true)).toEqual({
      status: 'Degraded',
      message:
        'Infisical did not answer as it should, or the CA certificate cannot be read: see the condition IsReady: no route',
    });
    expect((await healthOf(INFISICAL_CONNECTION, failing(null), true)).status).toBe('Degraded');
  });
});
