import { AUTH_METHODS } from '../model/auth';
import { type GuardedKind, haveNamespaces, isGiven, listOf, SPEC, textOf } from './guarded-kind';
import {
  areDistinct,
  certificateParts,
  certificateRule,
  folderRules,
  intervalRules,
  isNamespaceName,
  isSubdomain,
  urlRule,
  VALID_NAME,
  VALID_NAMESPACE,
} from './shared-rules';

const TARGETS = 'variables.targets';
const TEMPLATE_DATA = 't.template.data';
const HAS_NO_DATA = `!has(t.template) || !has(${TEMPLATE_DATA})`;
const IS_NO_BLANK = `${TEMPLATE_DATA}.matches('[^ \\\\t\\\\r\\\\n]')`;
const HAS_KEYS = `type(${TEMPLATE_DATA}) != map || size(${TEMPLATE_DATA}) > 0`;
export const STATIC_SECRET: GuardedKind = {
  kind: 'InfisicalStaticSecret',
  generation: 'v1beta1',
  resource: 'infisicalstaticsecrets',
  variables: {
    ...SPEC,
    sources: listOf('sources'),
    targets: listOf('targets'),
    interval: textOf('syncOptions', 'refreshInterval'),
  },
  rules: [
    {
      rule: 'K8',
      expression: [
        `${TARGETS}.all(t, ${HAS_NO_DATA} || type(${TEMPLATE_DATA}) == string`,
        `type(${TEMPLATE_DATA}) == map && ${TEMPLATE_DATA}.all(k, type(${TEMPLATE_DATA}[k]) == string))`,
      ].join(' || '),
      remedy:
        'write template.data as one text or as a map of texts, numbers in quotes; anything else stops the operator for the whole cluster',
    },
    {
      rule: 'M12',
      expression: `${TARGETS}.all(t, ${HAS_NO_DATA} || (type(${TEMPLATE_DATA}) == string ? ${IS_NO_BLANK} : ${HAS_KEYS}))`,
      remedy: 'write data, or drop the template',
    },
    {
      rule: 'A1',
      expression: `has(variables.spec.infisicalAuthRef) && ${isGiven('variables.spec.infisicalAuthRef', 'name')}`,
      remedy: 'name an InfisicalAuth in infisicalAuthRef',
    },
    {
      rule: 'A4',
      expression: `${haveNamespaces('variables.spec')} && ${TARGETS}.all(t, ${isGiven('t', 'namespace')})`,
      remedy: 'write the namespace of infisicalAuthRef and of each target',
    },
    {
      rule: 'S8',
      expression: `size(variables.sources) > 0 && size(${TARGETS}) > 0`,
      remedy: 'write at least one of sources and one of targets',
    },
    ...folderRules('variables.sources', { environment: 'environmentSlug', path: 'secretPath' }),
    {
      rule: 'T7',
      expression: "variables.interval != ''",
      remedy: 'write syncOptions.refreshInterval, for example "5m"',
    },
    ...intervalRules('variables.interval', { mayBeOff: true }),
    {
      rule: 'M3',
      expression: `${TARGETS}.all(t, t.creationPolicy != 'Owner' || t.namespace == '' || t.namespace == object.metadata.namespace)`,
      remedy: 'write creationPolicy Orphan, or move the resource into the namespace of its target',
    },
    {
      rule: 'M5',
      expression: areDistinct(TARGETS, ['name', 'namespace']),
      remedy: 'give each target a name of its own, also a Secret beside a ConfigMap',
    },
    { rule: 'M7', expression: `${TARGETS}.all(t, ${isSubdomain('t.name')})`, remedy: VALID_NAME },
    { rule: 'M19', expression: `${TARGETS}.all(t, ${isNamespaceName('t.namespace')})`, remedy: VALID_NAMESPACE },
    {
      rule: 'M9',
      expression: `${TARGETS}.all(t, t.kind != 'ConfigMap' || !(${isGiven('t', 'secretType')}))`,
      remedy: 'drop the secretType of the ConfigMap',
    },
  ],
};

const CERTIFICATE = ['name', 'namespace', 'key'];

export const CONNECTION: GuardedKind = {
  kind: 'InfisicalConnection',
  generation: 'v1beta1',
  resource: 'infisicalconnections',
  variables: {
    ...SPEC,
    address: textOf('address'),
    certificate: certificateParts(['caCertificate', ...CERTIFICATE]),
  },
  rules: [
    {
      rule: 'H2',
      expression: "variables.address != ''",
      remedy: 'write the address, for example "https://app.infisical.com"',
    },
    {
      rule: 'H1',
      expression: "!variables.address.matches('/api(/|$)')",
      remedy: 'write the address without "/api", which is added where the operator needs it',
    },
    urlRule('variables.address'),
    certificateRule(CERTIFICATE),
  ],
};

/** The blocks of the methods that are known here; a newer operator may have others. */
const BLOCKS = AUTH_METHODS.flatMap(({ name, v1beta1 }) => (v1beta1 === undefined ? [] : [[name, v1beta1]]));
const quoted = (texts: readonly string[]) => texts.map((text) => `'${text}'`).join(', ');

export const AUTH: GuardedKind = {
  kind: 'InfisicalAuth',
  generation: 'v1beta1',
  resource: 'infisicalauths',
  variables: {
    ...SPEC,
    method: textOf('method'),
    blockOf: `{${BLOCKS.map((pair) => pair.map((text) => `'${text}'`).join(': ')).join(', ')}}`,
    blocks: `variables.spec.filter(name, name in [${quoted(BLOCKS.map(([, block]) => block))}])`,
  },
  rules: [
    {
      rule: 'A3',
      expression:
        "variables.method != '' && (!(variables.method in variables.blockOf) || variables.blocks == [variables.blockOf[variables.method]])",
      remedy: 'write the block of the method, such as universal for "universal", and drop the others',
    },
    {
      rule: 'A4',
      expression: [
        haveNamespaces('variables.spec'),
        `variables.blocks.all(b, ${haveNamespaces('variables.spec[b]')})`,
      ].join(' && '),
      remedy: 'write the namespace of each reference',
    },
  ],
};
