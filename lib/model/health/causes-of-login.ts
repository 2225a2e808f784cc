import type { KnownMessage } from './cause';

const CREDENTIALS = 'see that the credentials Secret is there, with its keys, in the namespace that the resource names';

/** What hinders the way to Infisical: certificates, hosts, logins. The first that fits counts. */
export const CAUSES_OF_LOGIN: readonly KnownMessage[] = [
  {
    id: 'namespace-not-watched',
    pattern: /unknown namespace for the cache|namespace[- ]scoped/i,
    words: () => 'the operator does not watch a namespace that the resource names',
    next: 'add the namespace to those of the operator, or move what is named into one of them',
    rule: 'X2',
  },
  {
    id: 'webhook-silent',
    pattern: /failed calling webhook|failed to call webhook/,
    words: () => 'a webhook of the cluster, which is asked before an object is written, does not answer',
    next: 'see who runs it: kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations',
  },
  {
    id: 'refused-by-policy',
    pattern: /admission webhook "[^"]{0,253}" denied|ValidatingAdmissionPolicy|denied the request/,
    words: () => 'a policy of the cluster refuses what the operator writes (admission)',
    next: 'ask who makes the policies of the cluster; the condition itself names the policy',
  },
  {
    id: 'quota-exceeded',
    pattern: /is forbidden: exceeded quota/,
    words: () => 'the namespace has no room for the managed object (ResourceQuota)',
    next: 'raise the quota of the namespace, or delete what nobody needs',
  },
  {
    id: 'namespace-being-deleted',
    pattern: /because it is being terminated/,
    words: () => 'the namespace of a managed object is being deleted',
    next: 'wait until it is gone, and create it again if it shall stay',
  },
  {
    id: 'cluster-unreachable',
    pattern: /"https?:\/\/[^"\s]{1,200}\/(?:api\/v1|apis\/[\w.-]{1,100}\/v\w{1,10})\/namespaces\/[^"\s]{0,300}": /,
    words: () => 'the API server of the cluster does not answer the operator',
    next: 'ask again in a minute; the operator tries again by itself',
  },
  {
    id: 'cloud-identity-missing',
    pattern:
      /169\.254\.169\.254|metadata\.google\.internal|EC2 IMDS|could not find default credentials|failed to refresh cached credentials|failed to retrieve credentials|DefaultAzureCredential|ManagedIdentityCredential/,
    words: () => 'the operator gets no identity from the cloud that it runs in',
    next: 'see that its pods have the identity of AWS, Azure or GCP that the login is for',
  },
  {
    id: 'certificate-authority-missing',
    pattern:
      /CA certificate key|failed to parse CA certificate|CA certificate (?:secret|cannot be found)|your CA certificate|failed to append CA/,
    words: () =>
      'the Secret with the certificate of the private authority is missing, or has no certificate under that key',
    next: 'see that this Secret is there, and has the key that the resource names',
    rule: 'H6',
  },
  {
    id: 'certificate-refused',
    pattern: /x509:|tls:|certificate signed by|failed to verify certificate/,
    words: () => 'the certificate of the host is not one that the operator trusts',
    next: 'name the certificate authority of the host; the operator v0.11.7 and older does not use that of a connection to list secrets',
    rule: 'H7',
  },
  {
    id: 'host-unreachable',
    pattern:
      /no such host|connection refused|connection reset|i\/o timeout|deadline exceeded|network is unreachable|no route to host|dial tcp|Client\.Timeout|unexpected EOF|: EOF\b|server misbehaving/,
    words: () => 'the host of Infisical does not answer the operator',
    next: 'see that its address is right, and that the cluster may reach it',
    rule: 'H3',
  },
  {
    id: 'another-server',
    pattern:
      /Route (?:GET|POST|PATCH|DELETE):|unexpected status from Infisical|invalid character '<'|auth\/login\][^[]{0,20}\[status-code=404\]/,
    words: () => 'something answers at that address, but not as Infisical does: the address is wrong',
    next: 'correct the address: hostAPI ends at /api, the address of a connection has no /api',
    rule: 'H1',
  },
  {
    id: 'rate-limited',
    pattern: /rate limit|too many requests|status-code=429|status[ =]429/i,
    words: () => 'Infisical refuses more requests for now (rate limit)',
    next: 'sync less often, or with instant updates',
    rule: 'T8',
  },
  {
    id: 'infisical-fails',
    pattern: /status-code=5\d\d|status[ =]5\d\d/,
    words: () => 'Infisical itself fails (5xx)',
    next: 'look at the status of Infisical; the operator tries again by itself',
  },
  {
    id: 'no-login',
    pattern: /no authentication method provided/,
    words: () =>
      'the operator finds no complete login: the credentials Secret is missing, or does not have the keys, or no method is set',
    next: CREDENTIALS,
    rule: 'A9',
  },
  {
    id: 'no-token-of-service-account',
    pattern: /no secrets found for service account/,
    words: () => 'the service account has no token Secret',
    next: 'let the operator request a token (autoCreateServiceAccountToken)',
    rule: 'A6',
  },
  {
    id: 'method-without-block',
    pattern: /auth method is "[^"]{0,40}" but|spec\.\w{1,20} is nil|unsupported auth method/,
    words: () => 'the InfisicalAuth does not have what its method needs',
    next: 'write the block of the method that it names',
    rule: 'A3',
  },
  {
    id: 'credentials-missing',
    pattern:
      /unable to fetch secret for \.spec|has no value for key|creds from kube secret|unable to fetch service account token secret|serviceaccounts? "[^"]{0,253}" not found/,
    words: () => 'the credentials Secret (or service account) of the login is missing, or has no such key',
    next: CREDENTIALS,
    rule: 'A4',
  },
  {
    id: 'auth-missing',
    pattern: /Infisical Auth CRD from cluster: .{0,80}not found/,
    words: () => 'the InfisicalAuth that it names does not exist',
    next: 'apply the InfisicalAuth, or correct infisicalAuthRef',
    rule: 'X1',
  },
  {
    id: 'connection-missing',
    pattern:
      /Infisical Connection CRD from cluster: .{0,80}not found|infisicalconnections?\.[\w.]{0,40} "[^"]{0,253}" not found/i,
    words: () => 'the InfisicalConnection that it names does not exist',
    next: 'apply the InfisicalConnection, or correct the reference',
    rule: 'X1',
  },
  {
    id: 'auth-not-ready',
    pattern: /InfisicalAuth is not ready/,
    words: () => 'the InfisicalAuth that it logs in with is not ready',
    next: 'put the InfisicalAuth right; the sync follows by itself',
  },
  {
    id: 'connection-not-ready',
    pattern: /InfisicalConnection is not ready(?! to be used)|unable to fetch a ready connection/,
    words: () => 'the InfisicalConnection is not ready',
    next: 'put the InfisicalConnection right; what uses it follows by itself',
  },
  {
    id: 'login-refused',
    pattern:
      /(?:-auth\/login\]|Login unsuccessful response|unable to (?:login|authenticate) with[^[]{0,60})[^\n]{0,400}?status-code=(?:400|401|403)|Invalid credentials|CallUniversalMachineIdentityLogin: Unsuccessful|invalid service token entered/,
    words: () => 'Infisical refuses the login',
    next: 'see that the credentials are those of the machine identity, and neither expired nor revoked',
    rule: 'A9',
  },
];
