import type { AuthMethod } from './auth-method';
import { AWS_IAM } from './aws-iam';
import { AZURE } from './azure';
import { GCP_IAM } from './gcp-iam';
import { GCP_ID_TOKEN } from './gcp-id-token';
import { KUBERNETES } from './kubernetes';
import { LDAP } from './ldap';
import { SERVICE_ACCOUNT } from './service-account';
import { SERVICE_TOKEN } from './service-token';
import { UNIVERSAL } from './universal';

/** All of them, in the order in which messages list them. */
export const AUTH_METHODS: readonly AuthMethod[] = [
  UNIVERSAL,
  KUBERNETES,
  AWS_IAM,
  AZURE,
  GCP_ID_TOKEN,
  GCP_IAM,
  LDAP,
  SERVICE_TOKEN,
  SERVICE_ACCOUNT,
];

/** The keys of Secrets whose values let somebody log in. */
export const SENSITIVE_KEYS: ReadonlySet<string> = new Set(
  AUTH_METHODS.flatMap(({ parts }) => Object.values(parts))
    .flatMap(({ secretKeys = [] }) => secretKeys)
    .flatMap(({ key, sensitive }) => (sensitive ? [key] : [])),
);
