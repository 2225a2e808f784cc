/** The variables by which a program is given what it logs in to Infisical with, a secret or not. */
const LOGINS: ReadonlySet<string> = new Set([
  'INFISICAL_TOKEN',
  'INFISICAL_SERVICE_TOKEN',
  'INFISICAL_ACCESS_TOKEN',
  'INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN',
  'INFISICAL_UNIVERSAL_AUTH_CLIENT_ID',
  'INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET',
  'INFISICAL_CLIENT_ID',
  'INFISICAL_CLIENT_SECRET',
  'INFISICAL_MACHINE_IDENTITY_ID',
  'INFISICAL_MACHINE_IDENTITY_CLIENT_ID',
  'INFISICAL_MACHINE_IDENTITY_CLIENT_SECRET',
  'INFISICAL_AUTH_METHOD',
  'INFISICAL_JWT',
  'INFISICAL_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH',
  'INFISICAL_GCP_IAM_SERVICE_ACCOUNT_KEY_FILE_PATH',
  'INFISICAL_LDAP_USERNAME',
  'INFISICAL_LDAP_PASSWORD',
  'INFISICAL_AGENT_CONFIG_BASE64',
]);
/** Of these, and of what ends so, the value is the secret itself. */
const SECRET = /_(?:TOKEN|CLIENT_SECRET|PASSWORD|JWT)$/;
/** Which folder a program shall read: without a need of keys nobody says that. */
const PLACES: ReadonlySet<string> = new Set([
  'INFISICAL_PROJECT_ID',
  'INFISICAL_PROJECT_SLUG',
  'INFISICAL_WORKSPACE_ID',
  'INFISICAL_ENVIRONMENT',
  'INFISICAL_ENVIRONMENT_SLUG',
  'INFISICAL_ENV',
  'INFISICAL_SECRET_PATH',
]);

/** Whether a variable tells that the program in the container asks Infisical by itself. */
export function tellsOfAsking(name: string): boolean {
  return LOGINS.has(name) || PLACES.has(name);
}

/** Whether a program logs in to Infisical with a variable. */
export function isInfisicalLogin(name: string): boolean {
  return LOGINS.has(name);
}

/** Whether a variable tells that a machine identity logs in, which is of no one project. */
export function isIdentity(name: string): boolean {
  return name === 'INFISICAL_UNIVERSAL_AUTH_CLIENT_ID' || name === 'INFISICAL_MACHINE_IDENTITY_ID';
}

/** Whether the value of a variable logs in to Infisical. */
export function isInfisicalCredential(name: string): boolean {
  return LOGINS.has(name) && SECRET.test(name);
}
