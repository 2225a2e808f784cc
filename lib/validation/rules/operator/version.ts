import type { Field } from '../../../model/field';
import type { OperatorKind } from '../../../model/kinds';
import type { OperatorResource } from '../../../model/operator-resource';
import { isAtMost } from '../../../model/operator-version';
import { templatesOf } from '../../../model/secret-templates';
import { STATIC_SECRET_PUSH_SINCE } from '../../../model/static-secret-push';
import { ruleOn, Severity } from '../../rule';

interface Feature {
  readonly since: string;
  readonly kind: OperatorKind;
  /** Below `spec`, `*` for any field or item; empty where the kind itself is new. */
  readonly path: string;
}

const FEATURES: readonly Feature[] = [
  { since: '0.10.6', kind: 'InfisicalSecret', path: 'authentication.*.secretsScope.projectId' },
  { since: '0.10.6', kind: 'InfisicalPushSecret', path: 'destination.projectSlug' },
  { since: '0.10.6', kind: 'InfisicalDynamicSecret', path: 'dynamicSecret.projectSlug' },
  { since: '0.10.7', kind: 'InfisicalSecret', path: 'authentication.*.secretsScope.secretName' },
  { since: '0.10.18', kind: 'InfisicalSecret', path: 'managedSecretReference.template.metadata' },
  { since: '0.10.18', kind: 'InfisicalSecret', path: 'managedKubeSecretReferences.*.template.metadata' },
  { since: '0.10.18', kind: 'InfisicalSecret', path: 'managedKubeConfigMapReferences.*.template.metadata' },
  { since: '0.10.23', kind: 'InfisicalSecret', path: 'syncConfig' },
  { since: '0.10.34', kind: 'InfisicalSecret', path: 'authentication.azureAuth.azureManagedIdentityClientId' },
  { since: '0.11.0', kind: 'InfisicalConnection', path: '' },
  { since: '0.11.0', kind: 'InfisicalAuth', path: '' },
  { since: '0.11.0', kind: 'InfisicalStaticSecret', path: '' },
  { since: '0.11.2', kind: 'InfisicalStaticSecret', path: 'sources.*.projectSlug' },
  { since: STATIC_SECRET_PUSH_SINCE, kind: 'InfisicalStaticSecretPush', path: '' },
];

const SECRET_FROM = '0.11.1';

export const X6 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'The operator in the cluster is new enough, and its version is one',
  why: 'The API server drops fields that the installed CRDs do not know, and refuses kinds that are not installed: what was asked for does not happen.',
  source:
    'operator v0.10.4 to v0.11.7: config/crd/bases of each release; of InfisicalStaticSecretPush https://infisical.com/docs/integrations/platforms/kubernetes/infisical-static-secret-push-crd',
  bad: {
    objects: [{ kind: 'InfisicalSecret', spec: { syncConfig: { resyncInterval: '5m' } } }],
    settings: { operatorVersion: 'v0.10.20' },
  },
  good: {
    objects: [{ kind: 'InfisicalSecret', spec: { syncConfig: { resyncInterval: '5m' } } }],
    settings: { operatorVersion: 'v0.11.5' },
  },
  check: (app, report) => {
    const version = app.settings.operatorVersion;
    if (version === undefined) return;
    const functions = templatesOf(app)
      .filter(({ parsed }) => parsed.calls.some(({ name }) => name === 'secretFrom'))
      .map(({ resource }) => ({ resource, at: [], what: 'the template function "secretFrom"', since: SECRET_FROM }));
    for (const { resource, at, what, since } of [...app.operator.flatMap(featuresOf), ...functions]) {
      if (isAtMost(since, version)) continue;
      report(
        resource,
        at,
        `${what} needs the operator v${since}, and the cluster has "${version}": upgrade the operator, or do without`,
      );
    }
  },
});

function featuresOf({ resource, kind, spec }: OperatorResource) {
  return FEATURES.filter((feature) => feature.kind === kind).flatMap(({ since, path }) => {
    const [found] = path === '' ? [spec] : placesAt(spec, path.split('.'));
    if (found === undefined) return [];
    return [
      { resource, at: path === '' ? ['kind'] : found.path, what: path === '' ? `the kind ${kind}` : path, since },
    ];
  });
}

/** Every place at a path that has something. */
function placesAt(field: Field, [step, ...rest]: readonly string[]): Field[] {
  if (step === undefined) return field.raw === undefined ? [] : [field];
  const inner = step === '*' ? [...field.items(), ...field.entries().map(([, one]) => one)] : [field.at(step)];
  return inner.flatMap((one) => placesAt(one, rest));
}
