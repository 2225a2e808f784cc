import type { AppModel } from '../../model/app-model';
import { isAtMost } from '../../model/operator-version';
import { valuesAt } from '../../model/references';
import type { Resource } from '../../model/resource';
import { templatesOf } from '../../model/secret-templates';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

interface Feature {
  readonly since: string;
  readonly kind: string;
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
];

const SECRET_FROM = '0.11.1';

/** What the operator in the cluster does not know yet. */
export const OPERATOR_VERSION_RULES: readonly Rule[] = [
  {
    id: 'X6',
    severity: Severity.ERROR,
    title: 'The operator in the cluster is new enough, and its version is one',
    check: (app, report) => {
      const version = app.settings.operatorVersion;
      if (version === undefined) return;
      for (const [resource, what, since] of [...usedFeatures(app), ...usedFunctions(app)]) {
        if (!isAtMost(since, version)) {
          report(
            resource,
            `${what} needs the operator v${since}, and the cluster has "${version}": upgrade the operator, or do without`,
          );
        }
      }
    },
  },
];

function usedFeatures({ infisical }: AppModel): [Resource, string, string][] {
  return infisical.flatMap((resource) =>
    FEATURES.filter(({ kind, path }) => {
      if (kind !== resource.manifest.kind) return false;
      return path === '' || valuesAt(resource.manifest.spec, path).length > 0;
    }).map(({ since, kind, path }): [Resource, string, string] => [
      resource,
      path === '' ? `the kind ${kind}` : path,
      since,
    ]),
  );
}

function usedFunctions(app: AppModel): [Resource, string, string][] {
  const templates = templatesOf(app).filter(({ parsed }) => parsed.calls.some(({ name }) => name === 'secretFrom'));
  return templates.map(({ resource }) => [resource, 'the template function "secretFrom"', SECRET_FROM]);
}
