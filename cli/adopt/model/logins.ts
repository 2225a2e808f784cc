import { Field } from '../../../lib/model/field';
import type { KnownKind } from '../../../lib/model/kinds';
import type { OperatorResource } from '../../../lib/model/operator-resource';
import { asCanonical, canonicalResource } from '../../comparison/canonical';
import { diffTrees } from '../../comparison/difference';
import { identityIn } from '../../credentials/credentials-in';
import type { ReadManifest } from '../../manifests/read-manifests';
import { NewExpression } from '../../typescript/code';
import type { Make } from '../draft/draft';
import { library, literal, type Props, props, THIS } from '../draft/expressions';
import { existingLogin, hostCode, loginCode } from '../draft/login';
import { objectsMadeBy } from '../draft-objects';

/** How a static secret logs in, and which objects of the input the construct makes by that. */
export interface StaticLogin {
  readonly props: Props;
  readonly comesWith: readonly ReadManifest[];
}

export type Lookup = (kind: KnownKind, namespace: string | undefined, name: string) => ReadManifest | undefined;

/**
 * The logins of v1beta1 by InfisicalAuth. Where the construct would make its InfisicalAuth and InfisicalConnection just
 * as they are, they come with it; else it refers to the InfisicalAuth as one that exists.
 */
export function staticLogins(lookup: Lookup): (staticSecret: OperatorResource) => StaticLogin {
  const known = new Map<ReadManifest, StaticLogin | undefined>();
  return (staticSecret) => {
    const auth = referredResource(staticSecret, 'InfisicalAuth', lookup);
    if (auth !== undefined && !known.has(auth)) known.set(auth, madeLogin(auth, lookup));
    return (auth && known.get(auth)) ?? { props: { auth: existingLogin(staticSecret) }, comesWith: [] };
  };
}

/** A login by itself, as a construct makes it: an InfisicalAuth with its InfisicalConnection, just as they are. */
export function standingLogins(lookup: Lookup): (auth: ReadManifest) => StaticLogin | undefined {
  return (read) => madeLogin(read, lookup, makeLogin);
}

/** What a resource logs in with, if that is in its namespace. */
function referredResource(
  { logsInWith: { name, namespace: where }, resource }: OperatorResource,
  kind: 'InfisicalAuth' | 'InfisicalConnection',
  lookup: Lookup,
): ReadManifest | undefined {
  const { namespace } = resource.manifest.metadata;
  return where.value === namespace && name.value !== undefined ? lookup(kind, namespace, name.value) : undefined;
}

function madeLogin(read: ReadManifest, lookup: Lookup, make: MakeLogin = makeSync): StaticLogin | undefined {
  const { namespace, name = '' } = read.manifest.metadata;
  const auth = canonicalResource(read.manifest);
  const connectionRead = auth && referredResource(auth, 'InfisicalConnection', lookup);
  const connection = connectionRead && canonicalResource(connectionRead.manifest);
  if (auth === undefined || connection === undefined) return undefined;
  const identity = lookup('Secret', namespace, `${name}-identity`);
  const code = loginCode(auth, identity && identityIn(Field.of(asCanonical(identity.manifest)).at('stringData')));
  if (code === undefined) return undefined;
  const login = props({ host: hostCode(connection), auth: code });
  const connectionName = literal(auth.logsInWith.name.value);
  for (const candidate of [login, { ...login, connectionName }, { ...login, connectionName, authName: name }]) {
    const comesWith = madeAsRead(make(candidate, name), [read, connectionRead, identity], namespace);
    if (comesWith !== undefined) return { props: candidate, comesWith };
  }
  return undefined;
}

type MakeLogin = (login: Props, name: string) => Make;

function makeSync(login: Props): Make {
  const source = { projectId: 'x', environment: 'x' };
  const sync = { ...login, generation: library('ApiGeneration.V1BETA1'), source };
  return (id) => new NewExpression(library('SyncedSecret'), THIS, id, sync);
}

function makeLogin(login: Props, name: string): Make {
  return () => new NewExpression(library('InfisicalLogin'), THIS, name, login);
}

/** The objects of the input that a sync with this login makes; undefined unless each is as it was. */
function madeAsRead(
  make: Make,
  candidates: readonly (ReadManifest | undefined)[],
  namespace: string | undefined,
): ReadManifest[] | undefined {
  const made = objectsMadeBy(make, 'login', { namespace })?.filter(({ kind }) => kind !== 'InfisicalStaticSecret');
  const found = made?.map((object) =>
    candidates.find((read) => read && diffTrees(asCanonical(read.manifest), asCanonical(object)).length === 0),
  );
  return found?.every((read) => read !== undefined) ? found : undefined;
}
