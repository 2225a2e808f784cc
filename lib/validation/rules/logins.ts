import { grouped } from '../../collections/grouped';
import { fields, list, ownField, text } from '../../json/json';
import type { AppModel } from '../../model/app-model';
import { LEGACY_METHODS, type Login, loginsOf } from '../../model/authentication';
import { identityIdsOf } from '../../model/identity-ids';
import { asksForInstantUpdates } from '../../model/instant-updates';
import { perApp } from '../../model/per-app';
import { isEmpty, isGiven } from '../../model/presence';
import { isPlain } from '../../model/written-keys';
import { isPlaceholder } from '../../text/placeholder';
import { unsetPartOf } from '../../text/unset-text';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const LEGACY_NAMES: Readonly<Record<string, string>> = {
  [LEGACY_METHODS.serviceToken]: 'a service token',
  [LEGACY_METHODS.serviceAccount]: 'an Infisical service account',
};

/** What each method to log in asks for. */
export const LOGIN_RULES: readonly Rule[] = [
  {
    id: 'A6',
    severity: Severity.WARNING,
    title: 'Kubernetes authentication has a service account token',
    check: (app, report) => {
      for (const { resource, block } of tokenReaders(app)) {
        // Then A7 has said it.
        if (list(block.serviceAccountTokenAudiences).length > 0 || hasTokenSecret(app, fields(block.serviceAccountRef)))
          continue;
        report(
          resource,
          `kubernetes authentication wants a token Secret, which Kubernetes no longer makes for the service account "${text(fields(block.serviceAccountRef).name) ?? ''}": set autoCreateServiceAccountToken: true`,
        );
      }
    },
  },
  {
    id: 'A7',
    severity: Severity.WARNING,
    title: 'Audiences come with a token that is requested for them',
    check: (app, report) => {
      for (const { resource, block } of tokenReaders(app)) {
        if (list(block.serviceAccountTokenAudiences).length === 0) continue;
        report(
          resource,
          'serviceAccountTokenAudiences has no effect on a token that is not requested: set autoCreateServiceAccountToken: true',
        );
      }
    },
  },
  {
    id: 'A8',
    severity: Severity.ERROR,
    title: 'A service account in a role binding has a namespace',
    check: ({ resources }, report) => {
      for (const resource of resources) {
        const { kind, subjects: bound } = resource.manifest;
        if (kind !== 'ClusterRoleBinding' && kind !== 'RoleBinding') continue;
        for (const { kind: boundKind, name, namespace } of list(bound)) {
          if (boundKind !== 'ServiceAccount' || !isEmpty(namespace)) continue;
          report(
            resource,
            `the service account "${text(name) ?? ''}" among the subjects of the ${kind} has no namespace, and there is no default: write that of the service account`,
          );
        }
      }
    },
  },
  {
    id: 'A11',
    severity: Severity.WARNING,
    title: 'No resource uses a legacy login',
    check: ({ infisical }, report) => {
      for (const resource of infisical) {
        const legacy = legacyLogins(resource.manifest.kind, resource.manifest.spec);
        for (const name of legacy) {
          report(
            resource,
            `${name} is a legacy login, which v1beta1 no longer has: use a machine identity, for example universal`,
          );
        }
      }
    },
  },
  {
    id: 'A12',
    severity: Severity.ERROR,
    title: 'Instant updates have a machine identity',
    check: ({ infisical }, report) => {
      for (const { resource, method } of infisical.flatMap(loginsOf)) {
        const name = ownField(LEGACY_NAMES, method);
        if (name === undefined || !asksForInstantUpdates(resource)) continue;
        report(
          resource,
          `instant updates need a machine identity, and ${name} is none: use for example universal, or drop instantUpdates`,
        );
      }
    },
  },
  {
    id: 'A14',
    severity: Severity.WARNING,
    title: 'The id of a machine identity is a UUID',
    check: (app, report) => {
      for (const { resource, id, what } of identityIdsOf(app)) {
        if (UUID.test(id) || isPlaceholder(id) || unsetPartOf(id)) continue;
        report(resource, `${what} is not a UUID: copy it from the machine identity in Infisical`);
      }
    },
  },
];

/** The v1alpha1 logins with a service account whose token is not requested, but read. */
function tokenReaders({ infisical }: AppModel): Login[] {
  return infisical
    .flatMap(loginsOf)
    .filter(
      ({ v1beta1, name, block }) =>
        !v1beta1 &&
        name === 'kubernetes' &&
        [block, block.autoCreateServiceAccountToken].every(isPlain) &&
        block.autoCreateServiceAccountToken !== true,
    );
}

/** Whether the app itself lists a token Secret on the service account. */
function hasTokenSecret(app: AppModel, reference: { name?: unknown; namespace?: unknown }): boolean {
  return accountsWithToken(app).get(reference.namespace)?.has(reference.name) ?? false;
}

/** The names of the service accounts of each namespace that list a Secret. */
const accountsWithToken = perApp((app) => {
  const accounts = app.resources.filter(
    ({ manifest: { kind, secrets } }) => kind === 'ServiceAccount' && list(secrets).length > 0,
  );
  const places = [...grouped(accounts, ({ manifest }) => manifest.metadata.namespace)];
  return new Map<unknown, ReadonlySet<unknown>>(
    places.map(([place, own]) => [place, new Set(own.map(({ manifest }) => manifest.metadata.name))]),
  );
});

function legacyLogins(kind: string, spec: unknown): string[] {
  const { authentication, tokenSecretReference } = fields(spec);
  if (kind !== 'InfisicalSecret') return [];
  return [
    ...Object.entries(LEGACY_NAMES).flatMap(([method, name]) => (isGiven(fields(authentication)[method]) ? name : [])),
    ...(isGiven(tokenSecretReference) ? ['the token of tokenSecretReference'] : []),
  ];
}
