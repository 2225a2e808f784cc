import { configMap, secret } from '../manifests';
import { describeRules } from '../rule-cases';

describeRules([
  ...[
    ['kubernetes.io/tls', { 'tls.crt': 'YQ==' }, 'lacks the key "tls.key": write it'],
    ['kubernetes.io/basic-auth', {}, 'has neither the key "username" nor "password": write one'],
    ['kubernetes.io/ssh-auth', { 'ssh-privatekey': '' }, 'has nothing as "ssh-privatekey": write it'],
    [
      'kubernetes.io/dockerconfigjson',
      { '.dockerconfigjson': 'W10=' },
      'has a text as ".dockerconfigjson" that is no object of JSON: write the content of the file of that name',
    ],
    [
      'kubernetes.io/service-account-token',
      {},
      'has no annotation "kubernetes.io/service-account.name": write the name of the service account',
    ],
  ].map(([type, data, problem]) => ({
    rule: 'W14',
    what: `a Secret of type ${type as string}`,
    bad: [secret('api', { type, data })],
    good: [
      secret('a', { type: 'kubernetes.io/tls', data: { 'tls.crt': '' }, stringData: { 'tls.key': 'x' } }),
      secret('b', { type: 'kubernetes.io/basic-auth', data: { password: '' } }),
      secret('c', { type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': 'e30=' } }),
      secret('d', { type: 'example.com/own' }),
    ],
    message: `the Secret of type "${type as string}" ${problem as string}`,
  })),
  {
    rule: 'W15',
    what: 'a key that there cannot be',
    bad: [configMap('api', { data: { '..hidden': 'x' } })],
    good: [configMap('api', { data: { '.hidden': 'x' } })],
    message: 'the key (no valid key, 8 characters) in data must not be "." or start with ".."',
  },
  {
    rule: 'W15',
    what: 'a value that is not encoded, without a word of it',
    bad: [secret('api', { data: { TOKEN: 'no base64!' } })],
    good: [secret('api', { data: { TOKEN: 'bm8K' }, stringData: { KEY: 'no base64!' } })],
    message: 'the value of "TOKEN" in data is no base64: write it into stringData as it is, or encode it',
  },
  {
    rule: 'W15',
    what: 'a key that is there twice',
    bad: [configMap('api', { data: { A: 'x' }, binaryData: { A: 'eA==' } })],
    good: [configMap('api', { data: { A: 'x' }, binaryData: { B: 'eA==' } })],
    message: 'the key "A" is in data and in binaryData: keep one',
  },
  {
    rule: 'W15',
    what: 'more than can be stored',
    bad: [secret('api', { stringData: { A: 'é'.repeat(524_289) } })],
    good: [secret('api', { stringData: { A: 'é'.repeat(524_288) } })],
    message: 'the values have 1048578 bytes in all, 1048576 are allowed: split the object, or mount a volume',
  },
]);
