import { intervalSeconds } from '../../../model/duration';
import type { OperatorKind } from '../../../model/kinds';
import { meantWord } from '../../../text/did-you-mean';
import { ruleOn, Severity, withSpec } from '../../rule';

/** What each policy does; anything else does nothing. */
const POLICIES: readonly { kind: OperatorKind; name: string; effect: string }[] = [
  { kind: 'InfisicalPushSecret', name: 'updatePolicy', effect: 'Replace' },
  { kind: 'InfisicalPushSecret', name: 'deletionPolicy', effect: 'Delete' },
  { kind: 'InfisicalDynamicSecret', name: 'leaseRevocationPolicy', effect: 'Revoke' },
];

export const X8 = ruleOn('InfisicalDynamicSecret', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A dynamic secret has a name, leaseTTL and leaseRevocationPolicy',
  why: 'The API server refuses the resource without one of the two fields, although an empty text is good enough.',
  source: 'operator v0.11.7: config/crd/bases/secrets.infisical.com_infisicaldynamicsecrets.yaml',
  bad: withSpec('InfisicalDynamicSecret', { leaseTTL: null }),
  good: withSpec('InfisicalDynamicSecret', { leaseTTL: '' }),
  check: ({ spec, folders: [{ secretName }] }, report) => {
    if (secretName.isEmpty) {
      report(secretName, 'dynamicSecret.secretName is empty: name the dynamic secret in Infisical');
    }
    for (const name of ['leaseTTL', 'leaseRevocationPolicy']) {
      const field = spec.at(name);
      if (field.raw !== undefined || field.isUnresolved) continue;
      report(field, `${name} is missing, and the API server requires it: write it, "" for the default`);
    }
  },
});

export const X9 = ruleOn('operator', {
  hasFix: true,
  severity: Severity.WARNING,
  title: 'The policies of pushes and dynamic secrets have a known value',
  why: 'The operator compares with one word and does nothing for any other: what should be replaced or revoked stays.',
  source:
    'operator v0.11.7: internal/constants/constants.go (PUSH_SECRET_REPLACE_POLICY_ENABLED, PUSH_SECRET_DELETE_POLICY_ENABLED, DYNAMIC_SECRET_LEASE_REVOCATION_POLICY_ENABLED)',
  bad: withSpec('InfisicalPushSecret', { updatePolicy: 'replace' }),
  good: withSpec('InfisicalPushSecret', { updatePolicy: 'Replace' }),
  check: ({ kind, spec }, report) => {
    for (const { name, effect } of POLICIES.filter((policy) => policy.kind === kind)) {
      const field = spec.text(name);
      const { value, path } = field;
      const words = [effect, 'None'];
      if (value === undefined || ['', ...words].includes(value)) continue;
      const meant = meantWord(value, words);
      const remedy = meant === undefined ? `write "${effect}" or "None"` : `did you mean "${meant}"?`;
      // With any other word than that the operator would begin to replace, to delete or to revoke.
      const fix =
        meant === 'None' ? { message: `${name} "${value}" is now "None"`, edits: [{ path, value: meant }] } : undefined;
      report(field, `${name} "${value}" would act as "None": ${remedy}`, fix);
    }
  },
});

const generated = (resyncInterval: string | null) =>
  withSpec('InfisicalPushSecret', {
    resyncInterval,
    push: {
      secret: null,
      generators: [{ destinationSecretName: 'PASSWORD', generatorRef: { kind: 'Password', name: 'password' } }],
    },
  });

export const X28 = ruleOn('InfisicalPushSecret', {
  severity: Severity.WARNING,
  title: 'A push of generated values has no interval',
  why: 'A generator makes another value at each run, and what was pushed once is written over, whatever updatePolicy says.',
  source:
    'operator v0.11.7: internal/services/infisicalpushsecret/reconciler.go (processGenerators, ReconcileInfisicalPushSecret)',
  bad: generated('1h'),
  good: generated(null),
  check: ({ spec, interval }, report) => {
    const generators = spec.at('push', 'generators').items().length;
    if (generators === 0 || intervalSeconds(interval.value) === undefined) return;
    report(
      interval,
      `resyncInterval "${interval.value}" makes ${generators === 1 ? 'a new value' : 'new values'} each time, also for what is in use: drop it, or push the generators in a resource of their own`,
    );
  },
});
