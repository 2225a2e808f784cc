/** The keys without which the API server refuses a Secret of a type. */
export interface MandatoryKeys {
  readonly keys: readonly string[];
  /** Whether one of them is enough. */
  readonly anyOf?: true;
}

export const MANDATORY_KEYS: ReadonlyMap<string, MandatoryKeys> = new Map([
  ['kubernetes.io/dockerconfigjson', { keys: ['.dockerconfigjson'] }],
  ['kubernetes.io/dockercfg', { keys: ['.dockercfg'] }],
  ['kubernetes.io/tls', { keys: ['tls.crt', 'tls.key'] }],
  ['kubernetes.io/basic-auth', { keys: ['username', 'password'], anyOf: true }],
  ['kubernetes.io/ssh-auth', { keys: ['ssh-privatekey'] }],
]);
