import { distinct } from '../../../lib/collections/order';
import type { Login } from '../../../lib/model/auth/auth-method';
import { KUBERNETES } from '../../../lib/model/auth/kubernetes';
import { objectReference } from '../../../lib/model/reference-field';
import { withoutCredentialsIn } from '../../../lib/text/credential-text';
import { isSubstituted } from '../../../lib/text/substitution';
import { printable } from '../../terminal/printable';

/** Who may log in with the token of a service account. No list of these is ever empty: that would be anybody. */
export interface KubernetesLogin {
  readonly namespaces: readonly [string, ...string[]];
  readonly serviceAccounts: readonly [string, ...string[]];
  /** Empty for the API server's own. */
  readonly audience: string;
  /** Who may log in beside those; absent where nobody else can. */
  readonly wider?: string;
  readonly notes: readonly string[];
}

const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/** What the logins of one identity use, exactly; or why it cannot be told. */
export function kubernetesLogin(all: readonly Login[]): KubernetesLogin | string {
  const logins = all.filter(({ method }) => method === KUBERNETES);
  const accounts = logins.map(({ block }) => objectReference(block.at('serviceAccountRef')));
  const texts = accounts.flatMap(({ name, namespace }) => [name.value, namespace.value]);
  if (!texts.every((text): text is string => text !== undefined && NAME.test(text) && !isSubstituted(text)))
    return 'the manifests do not tell name and namespace of each service account';
  const asked = logins.map(audiencesOf);
  if ([...texts, ...asked.flat()].some((text) => withoutCredentialsIn(text) !== text))
    return 'what stands in place of a name looks like a credential';
  if (asked.flat().some(isSubstituted)) return 'an audience has a variable that something else fills in later';
  const pairs = distinct(accounts.map(({ name, namespace }) => `${namespace.value}/${name.value}`));
  const [namespace, ...namespaces] = distinct(pairs.map((pair) => pair.split('/')[0]));
  const [serviceAccount, ...serviceAccounts] = distinct(pairs.map((pair) => pair.split('/')[1]));
  const [audience, note] = audienceOf(asked);
  const allowed = (namespaces.length + 1) * (serviceAccounts.length + 1);
  const wider = `Infisical takes each of these names in each of these namespaces, and the manifests use ${pairs.join(', ')} only: give each an identity of its own, and nothing more can log in.`;
  return {
    namespaces: [namespace, ...namespaces],
    serviceAccounts: [serviceAccount, ...serviceAccounts],
    audience,
    ...(allowed > pairs.length && { wider }),
    notes: note === undefined ? [] : [note],
  };
}

/** Of a token that the operator requests; any other one has none that the manifests name. */
function audiencesOf({ method, ...login }: Login): readonly string[] {
  const { autoCreateToken, audiences } = method.parts;
  if (autoCreateToken?.read({ method, ...login }, undefined) === false) return [];
  const told = audiences?.read({ method, ...login }, undefined);
  return Array.isArray(told) ? told.filter((one) => typeof one === 'string') : [];
}

/** Infisical knows one audience, and a token may have several. */
function audienceOf(all: readonly (readonly string[])[]): [audience: string, note?: string] {
  const [first] = distinct(all.flat()).filter((one) => all.every((audiences) => audiences.includes(one)));
  if (first !== undefined) return [first];
  if (all.every((audiences) => audiences.length === 0))
    return [
      '',
      'The tokens have no audience of their own: with serviceAccountTokenAudiences (`audiences` of InfisicalAuth.kubernetes), nobody can log in with a token that was made for something else.',
    ];
  return [
    '',
    `The logins have no audience in common (${printable(distinct(all.flat()).join(', '))}), and Infisical knows one: give all the same, or each an identity of its own.`,
  ];
}
