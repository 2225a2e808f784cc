import { jsonIn } from '../../../json/json';
import { bytesOfBase64, isBase64 } from '../../../model/base64';
import type { Field } from '../../../model/field';
import { quotedNames } from '../../../text/shown';
import { ruleOnParts, Severity } from '../../rule';

export const W14 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'A Secret has the keys that its type asks for',
  why: 'The API server refuses the Secret.',
  source: 'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateSecret)',
  bad: { objects: [{ kind: 'Secret', type: 'kubernetes.io/tls', data: { 'tls.crt': '' } }] },
  good: { objects: [{ kind: 'Secret', type: 'kubernetes.io/tls', data: { 'tls.crt': '', 'tls.key': '' } }] },
  of: {
    Secret: ({ field }, report) => {
      const type = field.text('type');
      const needs = NEEDS.get(type.value ?? '');
      if (type.value === undefined || needs === undefined || !field.at('metadata').isObject) return;
      // Of other types F2 tells.
      const places = [['data'], ['stringData'], ['metadata', 'annotations']];
      if (places.some((path) => field.object(...path).state === 'wrong type')) return;
      const data = new Map([...field.at('data').entries(), ...field.at('stringData').entries()]);
      const problem = needs(data, field);
      if (problem) report(type, `the Secret of type "${type.value}" ${problem}`);
    },
  },
});

type Data = ReadonlyMap<string, Field>;
type Need = (data: Data, secret: Field) => string | undefined;

const ACCOUNT = 'kubernetes.io/service-account.name';

const NEEDS: ReadonlyMap<string, Need> = new Map<string, Need>([
  ['kubernetes.io/tls', (data) => missing(data, ['tls.crt', 'tls.key'])],
  ['kubernetes.io/dockercfg', (data) => missing(data, ['.dockercfg']) ?? noObject(data, '.dockercfg')],
  [
    'kubernetes.io/dockerconfigjson',
    (data) => missing(data, ['.dockerconfigjson']) ?? noObject(data, '.dockerconfigjson'),
  ],
  [
    'kubernetes.io/basic-auth',
    (data) =>
      data.has('username') || data.has('password')
        ? undefined
        : 'has neither the key "username" nor "password": write one',
  ],
  [
    'kubernetes.io/ssh-auth',
    (data) => {
      const key = data.get('ssh-privatekey');
      return key === undefined || key.isEmpty ? 'has nothing as "ssh-privatekey": write it' : undefined;
    },
  ],
  [
    'kubernetes.io/service-account-token',
    (_, secret) =>
      secret.at('metadata', 'annotations', ACCOUNT).isEmpty
        ? `has no annotation "${ACCOUNT}": write the name of the service account`
        : undefined,
  ],
]);

function missing(data: Data, keys: readonly string[]): string | undefined {
  const absent = keys.filter((key) => !data.has(key));
  if (absent.length === 0) return undefined;
  return `lacks the key${absent.length > 1 ? 's' : ''} ${quotedNames(absent)}: write ${absent.length > 1 ? 'them' : 'it'}`;
}

/** The value may be a secret: nothing of it is said. */
function noObject(data: Data, key: string): string | undefined {
  const field = data.get(key);
  const raw = field?.raw ?? '';
  if (field === undefined || field.isUnresolved || typeof raw !== 'string') return undefined;
  const isText = field.path[0] === 'stringData';
  if (!isText && !isBase64(raw)) return undefined;
  const content = jsonIn(isText ? raw : bytesOfBase64(raw));
  return content === null || (typeof content === 'object' && !Array.isArray(content))
    ? undefined
    : `has a text as "${key}" that is no object of JSON: write the content of the file of that name`;
}
