import type { KnownMessage } from './cause';

const quoted = (name: string | undefined) => (name === undefined ? '' : ` "${name}"`);
const CHECK = 'npx cdk8s-infisical check tells what is there';

const TOKEN_REFUSED =
  'put the credentials right; an InfisicalSecret then needs a change of its spec, or a restart of the operator';

/** What hinders a run that is logged in: folders, templates, what it writes. The first that fits counts. */
export const CAUSES_OF_RUN: readonly KnownMessage[] = [
  {
    id: 'key-missing',
    pattern: /key "?([\w.-]{1,128})"? is missing in Infisical/,
    words: ([key]) => `the template needs the key${quoted(key)}, which is not in Infisical`,
    next: `create the key, or take it out of the template: ${CHECK}`,
    rule: 'K5',
  },
  {
    id: 'key-missing',
    pattern: /map has no entry for key "([\w.-]{1,128})"/,
    words: ([key]) => `the template needs the key${quoted(key)}, which is not in Infisical`,
    next: `create the key, or take it out of the template: ${CHECK}`,
    rule: 'K5',
  },
  {
    id: 'secret-missing',
    pattern: /secretFrom: |unable to get single secret|Secret with name '[^']{0,128}' not found/i,
    words: () => 'the one secret that it reads is not in Infisical',
    next: CHECK,
  },
  {
    id: 'template-fails',
    pattern:
      /template: |unable to (?:execute|compile) template|failed to (?:execute|parse) (?:bulk )?template|bulk template output|templated secrets/,
    words: () => 'its template fails; the operator may quote a value there, so that its words are not shown',
    next: 'hold the template against the rules: npx cdk8s-infisical lint',
    rule: 'K1',
  },
  {
    id: 'not-allowed-in-cluster',
    pattern: /is forbidden\b|cannot (?:list|get|create|update|patch|watch) resource/,
    words: () => 'the role of the operator in the cluster does not let it do that (RBAC)',
    next: 'see whether the operator is installed for that namespace',
    rule: 'X2',
  },
  {
    id: 'namespace-missing',
    pattern: /namespaces "([\w.-]{1,253})" not found/,
    words: ([name]) => `the namespace${quoted(name)} of a managed object does not exist`,
    next: 'create the namespace: the operator creates none',
    rule: 'M25',
  },
  {
    id: 'workload-not-restarted',
    pattern: /failed to reconcile workload\. Kind: "(\w{1,30})", Name: "([\w.-]{1,253})"/,
    words: ([kind = 'a workload', name]) => `the Secret is written, but ${kind}${quoted(name)} could not be restarted`,
    next: 'restart it by hand; the log of the operator says why',
    rule: 'M8',
  },
  {
    id: 'managed-secret-missing',
    pattern: /to update deployment[^\n]{0,200}"([\w.-]{1,253})" not found/,
    words: ([name]) =>
      `the managed Secret${quoted(name)} is missing, and the operator does not write it while nothing changes in Infisical`,
    next: 'restart the operator, or change a value or the spec',
    rule: 'M14',
  },
  {
    id: 'source-missing',
    pattern: /fetch kube secret[^\n]{0,600}not found/,
    words: () => 'the Secret that shall be pushed does not exist',
    next: 'create it, or correct its name and namespace',
  },
  {
    id: 'generator-unusable',
    pattern: /ClusterGenerator resource|unable to generate (?:password|UUID)/,
    words: () => 'the ClusterGenerator that it names does not exist, or cannot make such a password',
    next: 'apply it, or correct its name: the operator knows generators of the cluster only, not those of a namespace',
    rule: 'X5',
  },
  {
    id: 'token-refused',
    pattern: /status-code=401|status[ =]401|"statusCode": ?401|[Tt]oken (?:has |is )?expired/,
    words: () => 'Infisical takes the login no more that the operator holds (401)',
    next: TOKEN_REFUSED,
  },
  {
    id: 'folder-missing',
    pattern: /Folder with path '([^']{1,300})' in environment with slug '([^']{1,64})'/i,
    words: ([path, environment]) =>
      `the folder${quoted(path)} is not in the environment${quoted(environment)} of the project`,
    next: `create the folder, or correct the path: ${CHECK}`,
    rule: 'S12',
  },
  {
    id: 'folder-missing',
    pattern: /\bFolder\s[^\n"]{0,200}not found|folder path "?[^"\n]{0,200}"? not found/i,
    words: () => 'the folder is not in that environment of the project',
    next: `create the folder, or correct the path: ${CHECK}`,
    rule: 'S12',
  },
  {
    id: 'environment-missing',
    pattern: /\bEnvironment\s[^\n"]{0,120}not found/i,
    words: () => 'the environment is not in the project',
    next: `correct the slug of the environment: ${CHECK}`,
    rule: 'S13',
  },
  {
    id: 'project-missing',
    pattern:
      /project with slug "[^"]{0,100}" not found|find project by slug|project by slug|project (?:id|slug)[^\n]{0,60}\[err|\bProject\s[^\n"]{0,120}not found|CallGetProject/i,
    words: () => 'the project is not there, or the identity is no member of it',
    next: `correct the project, or add the identity to it: ${CHECK}`,
    rule: 'S13',
  },
  {
    id: 'no-access',
    pattern: /status-code=403|status[ =]403|PermissionDenied|ForbiddenError|not allowed to/,
    words: () => 'the identity has no access there (403)',
    next: 'give it the role that npx cdk8s-infisical report --role json writes down',
  },
  {
    id: 'token-refused',
    pattern: /Unauthorized access/,
    words: () => 'Infisical takes the login no more that the operator holds (401)',
    next: TOKEN_REFUSED,
  },
  {
    id: 'owner-in-another-namespace',
    pattern: /cross-namespace owner/,
    words: () => 'the creation policy Owner does not reach into another namespace',
    next: 'write Orphan, or keep the Secret in the namespace of the resource',
    rule: 'M3',
  },
  {
    id: 'typed-secret-refused',
    pattern: /destination secret after creation|Required value|Unsupported value|is invalid: (?:data|type)/,
    words: () => 'the API server refuses the managed Secret, as its type or its keys do not fit',
    next: 'see what its type needs',
    rule: 'M10',
  },
  {
    id: 'immutable',
    pattern: /field is immutable|immutable: true|is immutable/,
    words: () => 'the managed Secret cannot be changed',
    next: 'delete it once, so that the operator writes it anew',
    rule: 'M26',
  },
  {
    id: 'value-no-text',
    pattern: /unable to convert value to string for key/,
    words: () =>
      'the lease has a field that is no text, which the operator cannot write; from its next run on it calls the lease valid, and the Secret stays empty',
    next: 'nothing can be done in the resource: take another provider, or none of this kind',
  },
  {
    id: 'no-lease',
    pattern: /unable to (?:create|renew) lease|CreateDynamicSecretLease/,
    words: () => 'Infisical gives no lease',
    next: 'see in Infisical whether the dynamic secret can reach its provider',
  },
  {
    id: 'changed-meanwhile',
    pattern: /object has been modified/,
    words: () => 'somebody changed an object in the same moment; the operator tries again by itself',
    next: 'ask again in a minute',
  },
  {
    id: 'invalid-resource',
    pattern: /(?:refreshInterval|resync interval|time unit|MaxTTL)/,
    words: () => 'the resource is invalid: the operator cannot use one of its durations',
    next: 'write a whole number with one of s, m, h, d, w',
    rule: 'T1',
  },
  {
    id: 'invalid-resource',
    pattern:
      /validation (?:error|failed)|is required|must be set|duplicate target|only valid for Secret|you declared both|target is invalid|invalid target type|spec\.address is empty/,
    words: () => 'the resource is invalid',
    next: 'hold it against the rules: npx cdk8s-infisical lint',
  },
  {
    id: 'login-failed',
    pattern:
      /[Uu]nable to login with|[Uu]nable to authenticate|could not authenticate|authentication failed for|Failed to authenticate with Infisical API/,
    words: () => 'the login does not come about, and the operator does not say why',
    next: 'see that all is there that its method needs, and what the log of the operator says',
  },
];
