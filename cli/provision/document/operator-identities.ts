import { distinct } from '../../../lib/collections/order';
import { KUBERNETES } from '../../../lib/model/auth/kubernetes';
import { LDAP } from '../../../lib/model/auth/ldap';
import { printable } from '../../terminal/printable';
import { kubernetesLogin } from '../declared/kubernetes-login';
import type { OperatorLogin } from '../declared/operator-logins';
import { type Blocks, joinedBlocks } from './blocks';
import { identityBlocks, type MachineIdentity } from './identities';
import { kubernetesBlocks } from './kubernetes-auth';
import { OPERATOR_TOKEN } from './token';
import { credentialNotes, universalBlocks } from './universal-auth';

/** The identity of the operator, and how it logs in as the manifests say. */
export function operatorIdentityBlocks(
  login: OperatorLogin,
  identity: Omit<MachineIdentity, 'name' | 'notes' | 'roles'>,
) {
  const own: MachineIdentity = { ...identity, name: login.name, roles: login.roles, notes: notesOf(login, identity) };
  const methods = distinct(login.logins.map(({ method }) => method.v1alpha1));
  return joinedBlocks([identityBlocks(own), ...methods.map((method) => authBlocks(method, login, own))]);
}

function authBlocks(method: string, login: OperatorLogin, identity: MachineIdentity): Blocks {
  if (method === 'kubernetesAuth') return kubernetesBlocks(login, identity);
  return method === 'universalAuth' ? universalBlocks(identity, credentialNotes(login), OPERATOR_TOKEN) : {};
}

function notesOf(
  { what, id, folders, logins }: OperatorLogin,
  { existingId }: Pick<MachineIdentity, 'existingId'>,
): string[] {
  const others = logins.filter(({ method }) => OWN_FACTS[method.v1alpha1] !== undefined);
  return [
    `As whom the operator logs in for ${folders.map(printable).join(', ')}: ${what.map(printable).join(', ')}.`,
    ...(id === undefined || existingId !== undefined ? [] : [idNote(id)]),
    ...untoldNotes(logins),
    ...(logins.some(({ method }) => method === LDAP) ? [LDAP_NOTE] : []),
    ...distinct(others.map(({ method }) => ownFactsNote(method.v1alpha1))),
  ];
}

function idNote(id: string): string {
  return `The manifests name ${printable(id)}. If Infisical gave that to another identity, write the id of this one (an output) into the program, or let --existing take that one over.`;
}

/** Without lists that are known, anybody could log in. */
function untoldNotes(logins: OperatorLogin['logins']): string[] {
  const told = logins.some(({ method }) => method === KUBERNETES) ? kubernetesLogin(logins) : undefined;
  if (typeof told !== 'string') return [];
  return [
    `How it logs in (kubernetesAuth) is not here, as ${told}: write that into a file beside this one, with infisical_identity_kubernetes_auth.`,
  ];
}

/** Methods whose resource needs what no manifest says: an empty list would let anybody in. */
const OWN_FACTS: { readonly [method: string]: readonly [resource: string, facts: string] | undefined } = {
  awsIamAuth: ['infisical_identity_aws_auth', 'the ARNs and accounts that may log in'],
  azureAuth: ['infisical_identity_azure_auth', 'the tenant and the service principals that may log in'],
  gcpIdTokenAuth: ['infisical_identity_gcp_auth', 'the service accounts, projects and zones that may log in'],
  gcpIamAuth: ['infisical_identity_gcp_auth', 'the service accounts that may log in'],
};

const LDAP_NOTE =
  'How it logs in (ldapAuth) is not here, as the provider has no resource for it: set up LDAP Auth of this identity in Infisical.';

function ownFactsNote(method: string): string {
  const [resource, facts] = OWN_FACTS[method] ?? ['', ''];
  return `How it logs in (${method}) is not here, as no manifest says ${facts}: write that into a file beside this one, with ${resource}.`;
}
