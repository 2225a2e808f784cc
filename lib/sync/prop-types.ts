import type { InfisicalProject } from '../gitops';
import type {
  InfisicalAuth,
  InfisicalFolder,
  InfisicalHost,
  InfisicalSource,
  ObjectReference,
  SecretKeyReference,
  SelfHostedOptions,
} from '../infisical';
import { ApiGeneration } from '../infisical/api-generation';
import type { AuthMethod, OptionType } from '../model/auth/auth-method';
import {
  ANY_OBJECT,
  ANYTHING,
  COUNT,
  DURATION,
  FILE_MODE,
  FLAG,
  instanceLike,
  KEY,
  KEY_NAMES,
  KEYS,
  listOf,
  mapOf,
  NAME,
  objectOf,
  oneOf,
  PLAIN_OBJECT,
  type PropType,
  type PropTypes,
  TEXT,
  tolerantObjectOf,
  UNSHOWN_TEXT,
  withoutShowing,
} from '../props/prop-types';
import type { KeyFiles } from './key-files';
import type { ManagedSecretType } from './managed-secret-type';
import { SecretProjection } from './secret-projection';
import type { SyncTarget, SyncTargetOptions } from './sync-target';
import type { TemplateValue } from './template-value';

/** The types of the props, for those who do not have TypeScript check them. */
const REFERENCE = objectOf<ObjectReference & SecretKeyReference>({ name: TEXT, namespace: TEXT, key: KEY });
const HOST_PARTS = objectOf<SelfHostedOptions & Pick<InfisicalHost, 'url' | 'isOfOperator'>>({
  url: ANYTHING,
  isOfOperator: ANYTHING,
  ca: REFERENCE,
});
export const HOST = instanceLike('an InfisicalHost', 'url', (host, path) => [
  ...TEXT((host as InfisicalHost).url, `${path}.url`),
  ...HOST_PARTS(host, path),
]);
const OPTION: Readonly<Record<OptionType, PropType>> = {
  text: TEXT,
  flag: FLAG,
  texts: listOf(TEXT),
  reference: REFERENCE,
  credentials: withoutShowing(REFERENCE),
};
export const AUTH = withoutShowing(
  instanceLike('an InfisicalAuth', '_configuration', (auth, path) => {
    const { method, options } = (auth as InfisicalAuth)._configuration;
    return optionsOf(method)(options, path);
  }),
);

const OPTIONS = new Map<AuthMethod | undefined, PropType>();

function optionsOf(method: AuthMethod | undefined): PropType {
  const known = OPTIONS.get(method);
  if (known !== undefined) return known;
  const types = Object.entries(method?.parts ?? {}).map(([name, { type }]) => [name, OPTION[type]]);
  const made = objectOf<Record<string, unknown>>({ ...Object.fromEntries(types), infisicalAuth: REFERENCE });
  OPTIONS.set(method, made);
  return made;
}

const PROJECT = instanceLike('an InfisicalProject', 'addEnvironment', (project, path) =>
  listOf(ANY_OBJECT)((project as InfisicalProject).environments, `${path}.environments`),
);
export const FOLDER_PARTS: PropTypes<InfisicalFolder> & { readonly [part: string]: PropType } = {
  projectSlug: TEXT,
  projectId: TEXT,
  environment: TEXT,
  path: TEXT,
};
export const SOURCE_PARTS: PropTypes<InfisicalSource> & { readonly [part: string]: PropType } = {
  ...FOLDER_PARTS,
  recursive: FLAG,
  secretName: KEY,
  tags: listOf(TEXT),
  keys: KEYS,
};
const SOURCE = tolerantObjectOf<InfisicalSource>(SOURCE_PARTS);
/** In a template half a character would be an escape that Go does not know, and fail the sync. */
const TEMPLATE_TEXT: PropType = (value, path) =>
  typeof value === 'string' && /\p{Cs}/u.test(value)
    ? [
        {
          rule: 'N5',
          message: `${path} has half of a character (a lone surrogate), which no file can hold: take it out`,
        },
      ]
    : UNSHOWN_TEXT(value, path);
const PART: { readonly [name: string]: PropType } = { key: KEY, text: TEMPLATE_TEXT, raw: TEMPLATE_TEXT };
/** Each part is there because it was given, even if that was nothing. */
const VALUE = withoutShowing(
  instanceLike('a TemplateValue', '_parts', (value, path) =>
    (value as TemplateValue)._parts.flatMap((part) =>
      Object.entries(part).flatMap(([name, content]) => PART[name]?.(content, `${path}.${name}`) ?? []),
    ),
  ),
);
const SECRET_TYPE = instanceLike('a ManagedSecretType', 'type', (value, path) => {
  const { type, _contents } = value as ManagedSecretType;
  return [
    ...TEXT(type, `${path}.type`),
    ...Object.entries(_contents ?? {}).flatMap(([key, item]) => VALUE(item, `${path}["${key}"]`)),
  ];
});
const TARGET_OPTIONS = objectOf<SyncTargetOptions>({
  namespace: TEXT,
  creationPolicy: TEXT,
  template: withoutShowing(mapOf(VALUE, KEY)),
  labels: mapOf(TEXT),
  annotations: mapOf(TEXT),
  pruneProtection: FLAG,
});
const TARGET = instanceLike('a SyncTarget', '_options', (target, path) => {
  const { name, _options, _type } = target as SyncTarget;
  return [
    ...TEXT(name, `${path}.name`),
    ...TARGET_OPTIONS(_options, path),
    ...(_type === undefined ? [] : SECRET_TYPE(_type, `${path}.type`)),
  ];
});
const RESOURCE = {
  host: HOST,
  auth: AUTH,
  secretPath: TEXT,
  project: PROJECT,
  name: NAME,
  namespace: TEXT,
  labels: mapOf(TEXT),
  annotations: mapOf(TEXT),
};

export const SYNCED_SECRET_PROPS = {
  ...RESOURCE,
  source: SOURCE,
  additionalSources: listOf(SOURCE),
  generation: oneOf(ApiGeneration),
  connectionName: NAME,
  authName: NAME,
  secretName: NAME,
  secretNamespace: TEXT,
  secretType: SECRET_TYPE,
  secretTemplate: withoutShowing(mapOf(VALUE, KEY)),
  projection: oneOf(SecretProjection),
  additionalTargets: listOf(TARGET),
  secretLabels: mapOf(TEXT),
  secretAnnotations: mapOf(TEXT),
  pruneProtection: FLAG,
  creationPolicy: TEXT,
  resyncInterval: DURATION,
  instantUpdates: FLAG,
};

export const DYNAMIC_SECRET_PROPS = {
  ...RESOURCE,
  location: tolerantObjectOf<InfisicalFolder>(FOLDER_PARTS),
  dynamicSecretName: TEXT,
  leaseTtl: DURATION,
  leaseRevocationPolicy: TEXT,
  secretName: NAME,
  secretNamespace: TEXT,
  secretType: TEXT,
  pruneProtection: FLAG,
  creationPolicy: TEXT,
};

export const PUSHED_SECRET_PROPS = {
  ...RESOURCE,
  destination: tolerantObjectOf<InfisicalFolder>(FOLDER_PARTS),
  secret: REFERENCE,
  secretTemplate: withoutShowing(mapOf(VALUE, KEY)),
  projection: oneOf(SecretProjection),
  generators: mapOf(withoutShowing(instanceLike('a SecretGenerator', 'apiObject')), KEY),
  updatePolicy: TEXT,
  deletionPolicy: TEXT,
  resyncInterval: DURATION,
};

export const STATIC_SECRET_PUSH_PROPS = {
  spec: withoutShowing(PLAIN_OBJECT),
  authField: NAME,
  auth: AUTH,
  host: HOST,
  connectionName: NAME,
  authName: NAME,
  name: NAME,
  namespace: TEXT,
  labels: mapOf(TEXT),
  annotations: mapOf(TEXT),
};

export const GENERATOR_PROPS = {
  name: NAME,
  length: COUNT,
  digits: COUNT,
  symbols: COUNT,
  symbolCharacters: TEXT,
  noUpper: FLAG,
  allowRepeat: FLAG,
};

export const LOGIN_PROPS = { host: HOST, auth: AUTH, authName: NAME, connectionName: NAME, namespace: TEXT };

export const OPERATOR_OPTIONS = {
  generation: oneOf(ApiGeneration),
  // These are checked with all that is said of a cluster.
  version: ANYTHING,
  defaultConnection: ANYTHING,
  watchedNamespaces: ANYTHING,
};

export const SERVICE_ACCOUNT_PROPS = { name: NAME, namespace: TEXT, tokenReviewer: FLAG };

export const KEY_FILES = tolerantObjectOf<KeyFiles>({
  path: TEXT,
  secretKeys: KEY_NAMES,
  mode: FILE_MODE,
  volumeName: NAME,
  readOnly: FLAG,
});

export const INJECTION_PROPS = {
  secretKeys: KEY_NAMES,
  envOrder: listOf(TEXT),
  files: KEY_FILES,
  everyKey: FLAG,
  prefix: TEXT,
  containers: listOf(TEXT),
  autoReload: FLAG,
};
