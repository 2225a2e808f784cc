import {
  type GuardedKind,
  type GuardedRule,
  haveNamespaces,
  isGiven,
  listOf,
  objectOf,
  SPEC,
  textOf,
} from './guarded-kind';
import {
  certificateParts,
  certificateRule,
  folderRules,
  intervalRules,
  managedObjectRules,
  oneWriterRule,
  templateRule,
  urlRule,
} from './shared-rules';

const BLOCK = 'variables.authentication[m]';

/** Whether a value is none that Go takes for nothing. */
const isSomething = (place: string) =>
  `!(${place} in [dyn(''), dyn(false)]) && (type(${place}) != list || size(${place}) > 0)`;

const CERTIFICATE = ['secretName', 'secretNamespace', 'key'];

/**
 * How a resource logs in by itself. When the operator adds its finalizer, it writes down all other methods, empty; one
 * that stands alone is meant to be filled in.
 */
const LOGIN = {
  host: textOf('hostAPI'),
  certificate: certificateParts(['caRef', ...CERTIFICATE]),
  authentication: objectOf('authentication'),
  methods: [
    'variables.authentication.filter(m, size(variables.authentication) < 2',
    `${BLOCK}.exists(n, type(${BLOCK}[n]) == map ? ${BLOCK}[n].exists(k, ${isSomething(`${BLOCK}[n][k]`)}) : ${isSomething(`${BLOCK}[n]`)}))`,
  ].join(' || '),
};

const LOGIN_RULES: readonly GuardedRule[] = [
  {
    rule: 'A1',
    expression: 'size(variables.methods) > 0',
    remedy: 'write one of the methods in authentication, for example universalAuth',
  },
  {
    rule: 'A4',
    expression: `variables.methods.all(m, ${haveNamespaces(BLOCK)})`,
    remedy: 'write the namespace of each reference in authentication',
  },
  { rule: 'A2', expression: 'size(variables.methods) <= 1', remedy: 'keep one of the methods in authentication' },
  urlRule('variables.host'),
  {
    rule: 'H5',
    expression: "!variables.host.matches('/api(/|$)') || variables.host.matches('/api/*$')",
    remedy: 'drop what stands after "/api"',
  },
  certificateRule(CERTIFICATE),
];

const SINGLE = 'variables.spec.managedSecretReference';

export const INFISICAL_SECRET: GuardedKind = {
  kind: 'InfisicalSecret',
  generation: 'v1alpha1',
  resource: 'infisicalsecrets',
  variables: {
    ...SPEC,
    ...LOGIN,
    scopes: [
      'variables.methods.filter(m, has(variables.authentication[m].secretsScope))',
      '.map(m, variables.authentication[m].secretsScope)',
    ].join(''),
    // A service token belongs to a project.
    projects: "variables.methods == ['serviceToken'] ? [] : variables.scopes",
    interval: textOf('syncConfig', 'resyncInterval'),
    // The operator looks at its name only, and the API server fills in a policy and a type.
    single: `has(${SINGLE}) && ${SINGLE}.secretName != '' ? [${SINGLE}] : []`,
    managedSecrets: `variables.single + (${listOf('managedKubeSecretReferences')})`,
    managedConfigMaps: listOf('managedKubeConfigMapReferences'),
  },
  rules: [
    ...LOGIN_RULES,
    ...folderRules('variables.scopes', { environment: 'envSlug', path: 'secretsPath' }, 'variables.projects'),
    {
      rule: 'S3',
      expression: `variables.scopes.all(f, !(${isGiven('f', 'secretName')} && has(f.recursive) && f.recursive))`,
      remedy: 'drop secretName, or recursive',
    },
    ...intervalRules('variables.interval', { mayBeOff: false }),
    {
      rule: 'T3',
      expression: [
        'has(variables.spec.syncConfig) || !has(variables.spec.resyncInterval)',
        'variables.spec.resyncInterval == 0 || variables.spec.resyncInterval >= 5',
      ].join(' || '),
      remedy: 'write 5 (seconds) or more',
    },
    {
      rule: 'M1',
      expression: 'size(variables.managedSecrets) + size(variables.managedConfigMaps) > 0',
      remedy: 'write managedKubeSecretReferences',
    },
    {
      rule: 'M2',
      expression: 'size(variables.single) == 0 || size(variables.managedSecrets) == 1',
      remedy: 'move managedSecretReference into managedKubeSecretReferences',
    },
    ...managedObjectRules('secret', 'variables.managedSecrets'),
    ...managedObjectRules('configMap', 'variables.managedConfigMaps'),
    oneWriterRule('secret', 'variables.managedSecrets'),
    oneWriterRule('configMap', 'variables.managedConfigMaps'),
    templateRule('(variables.managedSecrets + variables.managedConfigMaps)'),
  ],
};

export const PUSH_SECRET: GuardedKind = {
  kind: 'InfisicalPushSecret',
  generation: 'v1alpha1',
  resource: 'infisicalpushsecrets',
  variables: {
    ...SPEC,
    ...LOGIN,
    destination: 'has(variables.spec.destination) ? [variables.spec.destination] : []',
    interval: textOf('resyncInterval'),
    pushed: 'has(variables.spec.push) && has(variables.spec.push.secret) ? [variables.spec.push.secret] : []',
    generators: listOf('push', 'generators'),
  },
  rules: [
    ...LOGIN_RULES,
    ...folderRules('variables.destination', { environment: 'environmentSlug', path: 'secretsPath' }),
    ...intervalRules('variables.interval', { mayBeOff: true }),
    {
      rule: 'X10',
      expression: 'size(variables.pushed) + size(variables.generators) > 0',
      remedy: 'write push.secret or push.generators',
    },
    {
      rule: 'X5',
      expression: `variables.generators.all(g, has(g.generatorRef) && ${isGiven('g.generatorRef', 'name')})`,
      remedy: 'write the name of a ClusterGenerator in generatorRef',
    },
    {
      rule: 'A4',
      expression: `variables.pushed.all(o, ${isGiven('o', 'secretNamespace')})`,
      remedy: 'write secretNamespace',
    },
    templateRule('variables.pushed'),
  ],
};

/** Of a type that has mandatory keys; the operator makes it before it has any. */
const TYPED = [
  ...['kubernetes.io/dockerconfigjson', 'kubernetes.io/dockercfg', 'kubernetes.io/tls'],
  ...['kubernetes.io/basic-auth', 'kubernetes.io/ssh-auth', 'kubernetes.io/service-account-token'],
];

export const DYNAMIC_SECRET: GuardedKind = {
  kind: 'InfisicalDynamicSecret',
  generation: 'v1alpha1',
  resource: 'infisicaldynamicsecrets',
  variables: {
    ...SPEC,
    ...LOGIN,
    leased: 'has(variables.spec.dynamicSecret) ? [variables.spec.dynamicSecret] : []',
    managedSecrets: 'has(variables.spec.managedSecretReference) ? [variables.spec.managedSecretReference] : []',
  },
  rules: [
    ...LOGIN_RULES,
    ...folderRules('variables.leased', { environment: 'environmentSlug', path: 'secretsPath' }),
    {
      rule: 'X8',
      expression: `variables.leased.all(f, ${isGiven('f', 'secretName')})`,
      remedy: 'write dynamicSecret.secretName',
    },
    ...managedObjectRules('secret', 'variables.managedSecrets'),
    {
      rule: 'M10',
      expression: `variables.managedSecrets.all(o, !has(o.secretType) || !(o.secretType in [${TYPED.map((type) => `'${type}'`).join(', ')}]))`,
      remedy: 'leave secretType out',
    },
  ],
};

const NUMBERS = ['length', 'digits', 'symbols'];
const PASSWORD = 'variables.password';
/** For CEL a number that JSON has as `24.0` is no integer, which it is for the schema and for the operator. */
const numberOf = (name: string, absent: string) => `has(${PASSWORD}.${name}) ? int(${PASSWORD}.${name}) : ${absent}`;

export const CLUSTER_GENERATOR: GuardedKind = {
  kind: 'ClusterGenerator',
  generation: 'v1alpha1',
  resource: 'clustergenerators',
  variables: {
    ...SPEC,
    password: objectOf('generator', 'passwordSpec'),
    length: `has(${PASSWORD}.length) && ${PASSWORD}.length != 0 ? int(${PASSWORD}.length) : 24`,
    digits: numberOf('digits', 'variables.length / 4'),
    symbols: numberOf('symbols', 'variables.length / 4'),
    letters: 'variables.length - variables.digits - variables.symbols',
  },
  rules: [
    {
      rule: 'X12',
      expression: [
        ...NUMBERS.map((name) => `(!has(${PASSWORD}.${name}) || ${PASSWORD}.${name} >= 0)`),
        'variables.letters >= 0',
        `(!has(${PASSWORD}.symbolCharacters) || !${PASSWORD}.symbolCharacters.matches('[^\\x00-\\x7f]'))`,
        `(has(${PASSWORD}.allowRepeat) && ${PASSWORD}.allowRepeat || variables.digits <= 10 && variables.letters <= (has(${PASSWORD}.noUpper) && ${PASSWORD}.noUpper ? 26 : 52))`,
      ].join(' && '),
      remedy:
        'lower digits and symbols to what fits into the length, and set allowRepeat: true for more than 10 digits or 52 letters (26 with noUpper)',
    },
  ],
};
