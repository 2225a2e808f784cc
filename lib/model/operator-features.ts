import { text } from '../json/json';
import type { OperatorKind } from './kinds';
import { isOperatorFrom, NEWEST_OPERATOR, OLDEST_OPERATOR } from './operator-version';

/** Something that some versions of the operator can do, and some cannot. */
export interface OperatorFeature {
  /** The first version that can; all of them from the oldest on where absent. */
  readonly since?: string;
  /** The first version that it is good with, where that is a later one, and why. */
  readonly goodSince?: { readonly version: string; readonly why: string };
  /** The last one that can; the newest, too, where absent. */
  readonly until?: string;
  /** What it is, where that is no field, kind or template function. */
  readonly what?: string;
  /** The kinds and fields that came with it. */
  readonly fields?: readonly FieldOfKind[];
  /** Fields that had to be there before. */
  readonly optional?: readonly FieldOfKind[];
  /** Values of the chart that came with it. */
  readonly chartValues?: readonly string[];
  /** The function of templates that it is. */
  readonly templateFunction?: string;
}

export interface FieldOfKind {
  readonly kind: OperatorKind;
  /** Below `spec`, `*` for any field or item; absent where the kind itself is new. */
  readonly path?: string;
}

const templateMetadata = (kind: OperatorKind, ...parts: readonly string[]): FieldOfKind[] =>
  parts.map((part) => ({ kind, path: `${part}.template.metadata` }));

/**
 * What each version of the operator can and does: the one place that knows it. Up to v0.11.7 from its releases, later ones
 * from what is public of them.
 */
const TABLE = {
  projectIdOfSync: {
    since: 'v0.10.6',
    fields: [{ kind: 'InfisicalSecret', path: 'authentication.*.secretsScope.projectId' }],
  },
  projectSlugOfPush: {
    since: 'v0.10.6',
    fields: [{ kind: 'InfisicalPushSecret', path: 'destination.projectSlug' }],
  },
  projectSlugOfLease: {
    since: 'v0.10.6',
    fields: [{ kind: 'InfisicalDynamicSecret', path: 'dynamicSecret.projectSlug' }],
  },
  secretNameOfSync: {
    since: 'v0.10.7',
    fields: [{ kind: 'InfisicalSecret', path: 'authentication.*.secretsScope.secretName' }],
  },
  templateMetadata: {
    since: 'v0.10.18',
    fields: [
      ...templateMetadata(
        'InfisicalSecret',
        'managedSecretReference',
        'managedKubeSecretReferences.*',
        'managedKubeConfigMapReferences.*',
      ),
      ...templateMetadata('InfisicalDynamicSecret', 'managedSecretReference'),
      ...templateMetadata('InfisicalPushSecret', 'push.secret'),
    ],
  },
  namespaceList: { since: 'v0.10.21', chartValues: ['scopedNamespaces'] },
  syncConfig: { since: 'v0.10.23', fields: [{ kind: 'InfisicalSecret', path: 'syncConfig' }] },
  hostOfChart: { since: 'v0.10.28', chartValues: ['hostAPI'] },
  azureClientId: {
    since: 'v0.10.34',
    fields: [{ kind: 'InfisicalSecret', path: 'authentication.azureAuth.azureManagedIdentityClientId' }],
  },
  v1beta1: {
    since: 'v0.11.0',
    goodSince: { version: 'v0.11.2', why: 'which knows projectSlug there and has the right to own the Secrets' },
    fields: [{ kind: 'InfisicalConnection' }, { kind: 'InfisicalAuth' }, { kind: 'InfisicalStaticSecret' }],
  },
  secretFrom: { since: 'v0.11.1', templateFunction: 'secretFrom' },
  projectSlugOfStaticSecret: {
    since: 'v0.11.2',
    fields: [{ kind: 'InfisicalStaticSecret', path: 'sources.*.projectSlug' }],
  },
  foldersIn: { since: 'v0.11.8', templateFunction: 'foldersIn' },
  staticSecretPush: { since: 'v0.11.17', fields: [{ kind: 'InfisicalStaticSecretPush' }] },

  projectIdInstantUpdates: {
    since: 'v0.10.9',
    what: 'instant updates of an InfisicalSecret arrive with projectId, too',
  },
  hourlyWithInstantUpdates: {
    since: 'v0.10.24',
    what: 'an InfisicalSecret with instant updates and without an interval asks each hour, and not each minute',
  },
  fiveMinuteDefault: {
    since: 'v0.10.29',
    what: 'an InfisicalSecret without an interval asks every five minutes, and not each minute (T3, T8)',
  },
  secretAsText: { since: 'v0.11.1', what: 'a v1beta1 template may leave out .Value' },
  projectIdCache: { since: 'v0.11.3', what: 'v1beta1 remembers the id of a slug for half an hour (T8)' },
  slugInstantUpdates: { since: 'v0.11.7', what: 'instant updates of v1beta1 arrive with projectSlug, too' },
  digestAnnotations: {
    since: 'v0.11.7',
    what: 'auto-reload of v1beta1 names its annotation by a digest, whatever the length of the name',
  },
  nameAnnotations: {
    until: 'v0.11.17',
    what: 'auto-reload of v1alpha1 names its annotation by the managed object, so that the name may have 48 characters',
  },
  certificateForListing: {
    since: 'v0.11.8',
    what: 'v1beta1 lists secrets with the certificate authority of their connection',
  },
  deletionOfUnreferenced: {
    since: 'v0.10.10',
    what: 'v1alpha1 deletes what a resource owns and does not name as owned any more',
  },
  configurationAsItStands: {
    since: 'v0.10.12',
    what: 'the ConfigMap infisical-config is read as it stands: without hostAPI the host is empty, and it may name a certificate authority',
  },
  skippingOfUnchanged: {
    since: 'v0.10.29',
    what: 'v1alpha1 writes nothing while Infisical answers that nothing has changed (304)',
  },
  slashBehindApi: {
    since: 'v0.11.0',
    what: 'a hostAPI may end in "/api/", behind which older ones add another "/api" (H5)',
  },
  defaultConnection: {
    since: 'v0.11.8',
    what: 'an InfisicalAuth without a connection uses "default" in the namespace of the operator',
    optional: [{ kind: 'InfisicalAuth', path: 'infisicalConnectionRef' }],
    chartValues: ['defaultInfisicalConnection'],
  },
  publicFields: {
    until: 'v0.11.7',
    what: 'all fields, kinds and words of its resources are public: F1, F3, F4, F6 and A3 know them all',
  },
} as const satisfies Readonly<Record<string, OperatorFeature>>;

/** The name of something that some versions of the operator can do, and some cannot. */
export type OperatorAbility = keyof typeof TABLE;

export const OPERATOR_FEATURES: { readonly [ability in OperatorAbility]: OperatorFeature } = TABLE;

interface Stated {
  readonly operatorVersion?: string;
}

/** Whether the operator of the cluster does something; the newest that is known where none, or nonsense, is stated. */
export function doesOperator(settings: Stated, ability: OperatorAbility): boolean {
  const { since = OLDEST_OPERATOR, until } = OPERATOR_FEATURES[ability];
  const version = text(settings.operatorVersion) ?? NEWEST_OPERATOR;
  return isOperatorFrom(version, since) && (until === undefined || isOperatorFrom(until, version));
}

/** Whether the operator of the cluster has a kind. */
export function hasOperatorKind(settings: Stated, kind: OperatorKind): boolean {
  const abilities = Object.keys(OPERATOR_FEATURES) as OperatorAbility[];
  return abilities
    .filter((ability) => OPERATOR_FEATURES[ability].fields?.some((one) => one.kind === kind && one.path === undefined))
    .every((ability) => doesOperator(settings, ability));
}

/** Whether every field that the operator knows is known here: what is told of no version is taken for a slip. */
export function areFieldsKnown(settings: Stated): boolean {
  return settings.operatorVersion === undefined || doesOperator(settings, 'publicFields');
}

/** The remedy where only an operator that can do something is good enough. */
export function upgradeFor(ability: OperatorAbility): string {
  return `upgrade the operator to ${OPERATOR_FEATURES[ability].since} or a newer one`;
}
