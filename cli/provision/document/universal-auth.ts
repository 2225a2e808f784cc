import { distinct } from '../../../lib/collections/order';
import { type Login, secretKeysOf } from '../../../lib/model/auth/auth-method';
import { withoutCredentialsIn } from '../../../lib/text/credential-text';
import { COMMENT } from '../../languages/terraform-json';
import { shellWord } from '../../shell/word';
import { printable } from '../../terminal/printable';
import type { OperatorLogin } from '../declared/operator-logins';
import type { Blocks, Body } from './blocks';
import { identityIdOf, type MachineIdentity } from './identities';
import { labelOf } from './labels';

/** Of an identity that is there already, it is too: the provider cannot take it over. */
export function universalBlocks(identity: MachineIdentity, notes: readonly string[], token: Body): Blocks {
  if (identity.existingId !== undefined) return {};
  const body = { [COMMENT]: [BY_HAND, ...notes], identity_id: identityIdOf(identity), ...token };
  return { resource: { infisical_identity_universal_auth: { [labelOf(identity.name)]: body } } };
}

const BY_HAND =
  'The client secret is made by hand, as the state of Terraform would hold it: in Infisical, open this machine identity, Universal Auth, Add Client Secret.';

/** How the credentials of the operator come into the cluster without a trace. */
export function credentialNotes({ logins, folders, alike }: OperatorLogin): string[] {
  const where = folders.map(printable).join(', ');
  const others = alike.map(printable).join(', ');
  const note = `${others} log in with a Secret of the same name, as another identity: that takes another cluster. Folders of one cluster stand below provision.clusters in cdk8s-infisical.yaml, or each has a Secret of its own.`;
  return [...distinct(logins.flatMap((login) => secretCommands(login, where))), ...(alike.length > 0 ? [note] : [])];
}

function secretCommands(login: Login, where: string): string[] {
  const keys = secretKeysOf(login);
  const names = distinct(
    keys.flatMap(({ name, namespace }) => (name.value === undefined ? [] : [`${namespace.value ?? ''}/${name.value}`])),
  );
  return names.map((address) => {
    const [namespace, name] = address.split('/');
    const own = keys.filter((one) => one.name.value === name && (one.namespace.value ?? '') === namespace);
    const typed = own.map(({ key = '' }) => `${written(key)}=…`).join(' and ');
    const place = namespace === '' ? '' : `--namespace ${shellWord(written(namespace))} `;
    return `Then, in the cluster of ${where}: kubectl ${place}create secret generic ${shellWord(written(name))} --from-env-file=/dev/stdin, type ${typed}, each on a line, and Ctrl-D: so they are in no file and in no history.`;
  });
}

/** Somebody may have pasted a credential in place of a name. */
function written(name: string): string {
  return printable(withoutCredentialsIn(name));
}
