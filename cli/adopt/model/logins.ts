import { type Fields, fields, text } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import type { ReadManifest } from '../../manifests/read-manifests';
import { type Code, NewExpression, Shared } from '../../typescript/code';
import { canonical } from '../compare/canonical';
import { differences } from '../compare/difference';
import { scalarText } from '../compare/scalar';
import { hostCode, nonEmpty } from '../draft/login';
import { existingLogin } from '../draft/synced-secret';
import { call, library, literal, props, THIS } from '../draft/words';
import { objectsMadeBy } from '../draft-objects';

/** How a static secret logs in, and which objects of the input the construct makes by that. */
export interface StaticLogin {
  readonly props: { [prop: string]: Code };
  readonly claims: readonly ReadManifest[];
}

/** Objects by kind, namespace and name. */
export type Lookup = (kind: string, namespace: string | undefined, name: string) => ReadManifest | undefined;

/**
 * The logins of v1beta1 by InfisicalAuth. Where the construct would make its InfisicalAuth and InfisicalConnection just
 * as they are, they come with it; else it refers to the InfisicalAuth as one that exists.
 */
export function staticLogins(lookup: Lookup): (staticSecret: Manifest) => StaticLogin {
  const known = new Map<string, StaticLogin | undefined>();
  return ({ metadata: { namespace }, spec }) => {
    const reference = fields(fields(spec).infisicalAuthRef);
    const [name, where] = [text(reference.name) ?? '', text(reference.namespace)];
    const auth = where === namespace ? lookup('InfisicalAuth', namespace, name) : undefined;
    if (auth === undefined) return existing(reference, namespace);
    const key = `${namespace}/${name}`;
    if (!known.has(key)) known.set(key, madeLogin(auth, lookup));
    return known.get(key) ?? existing(reference, namespace);
  };
}

function existing(reference: Fields, own: string | undefined): StaticLogin {
  return { props: { auth: new Shared('auth', existingLogin(reference, own)) }, claims: [] };
}

function madeLogin(auth: ReadManifest, lookup: Lookup): StaticLogin | undefined {
  const { namespace, name = '' } = auth.manifest.metadata;
  const spec = fields(auth.manifest.spec);
  const { name: connectionName, namespace: where } = fields(spec.infisicalConnectionRef);
  const connection =
    where === namespace ? lookup('InfisicalConnection', namespace, scalarText(connectionName)) : undefined;
  const identity = lookup('Secret', namespace, `${name}-identity`);
  const code = authCode(spec, namespace, identityOf(identity));
  if (connection === undefined || code === undefined) return undefined;
  const host = connectionHost(fields(connection.manifest.spec), namespace);
  const login = props({ host, auth: new Shared('auth', code) });
  const candidates = [login, { ...login, connectionName }, { ...login, connectionName, authName: name }];
  for (const candidate of candidates as { [prop: string]: Code }[]) {
    const claims = claimed(candidate, [auth, connection, ...(identity ? [identity] : [])], namespace);
    if (claims !== undefined) return { props: candidate, claims };
  }
  return undefined;
}

/** The objects of the input that a sync with this login makes; undefined unless each is as it was. */
function claimed(
  login: { [prop: string]: Code },
  candidates: readonly ReadManifest[],
  namespace: string | undefined,
): ReadManifest[] | undefined {
  const source = { projectId: 'x', environment: 'x' };
  const sync = { ...login, generation: library('ApiGeneration.V1BETA1'), source };
  const make = (id: string) => new NewExpression(library('SyncedSecret'), THIS, id, sync);
  const made = objectsMadeBy(make, 'trial', { namespace })?.filter(({ kind }) => kind !== 'InfisicalStaticSecret');
  const found = made?.map((object) =>
    candidates.find(({ manifest }) => differences(canonical(manifest), canonical(object)).length === 0),
  );
  return found?.every((read) => read !== undefined) ? found : undefined;
}

function connectionHost({ address, tls }: Fields, own: string | undefined): Code {
  const { name, namespace, key } = fields(fields(tls).caCertificate);
  const ca =
    name === undefined
      ? undefined
      : props({ name: literal(name), namespace: other(namespace, own), key: literal(key) });
  return hostCode(address, ca);
}

function other(namespace: unknown, own: string | undefined): Code {
  return namespace === own ? undefined : literal(namespace);
}

/** The id of a machine identity, which is no secret; undefined if the Secret holds anything else. */
function identityOf(secret: ReadManifest | undefined): string | undefined {
  const { stringData } = fields(secret && canonical(secret.manifest));
  const [[key, value] = [], ...others] = Object.entries(fields(stringData));
  const isId =
    key === 'identityId' &&
    others.length === 0 &&
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(scalarText(value));
  return isId ? scalarText(value) : undefined;
}

/** The login that an InfisicalAuth describes; undefined if it is none that the library would make. */
function authCode(spec: Fields, own: string | undefined, identityId: string | undefined): Code {
  const referred = ({ name, namespace }: Fields) => props({ name: literal(name), namespace: other(namespace, own) });
  const method = METHODS.get(spec.method);
  if (method === undefined || (identityId === undefined && spec.method !== 'universal')) return undefined;
  return method(spec, identityId, referred);
}

type Referred = (reference: Fields) => Code;

type Method = (spec: Fields, identityId: Code, referred: Referred) => Code;

const METHODS: ReadonlyMap<unknown, Method> = new Map<unknown, Method>(
  Object.entries({
    universal: ({ universal }, _, referred) =>
      call(library('InfisicalAuth.universal'), { credentials: referred(fields(fields(universal).clientIdRef)) }),
    kubernetes: ({ kubernetes }, identityId, referred) => {
      const { serviceAccountRef, serviceAccountTokenAudiences } = fields(kubernetes);
      const serviceAccount = referred(fields(serviceAccountRef));
      const audiences = nonEmpty(serviceAccountTokenAudiences);
      return call(library('InfisicalAuth.kubernetes'), props({ identityId, serviceAccount, audiences }));
    },
    'aws-iam': (_, identityId) => call(library('InfisicalAuth.awsIam'), { identityId }),
    azure: ({ azure }, identityId) =>
      call(library('InfisicalAuth.azure'), props({ identityId, resource: literal(fields(azure).resource) })),
    'gcp-id-token': (_, identityId) => call(library('InfisicalAuth.gcpIdToken'), { identityId }),
    'gcp-iam': ({ gcpIam }, identityId) => {
      const { serviceAccountKeyFilePath } = fields(gcpIam);
      return call(library('InfisicalAuth.gcpIam'), {
        identityId,
        serviceAccountKeyFilePath: literal(serviceAccountKeyFilePath),
      });
    },
    ldap: ({ ldap }, identityId, referred) =>
      call(library('InfisicalAuth.ldap'), { identityId, credentials: referred(fields(fields(ldap).usernameRef)) }),
  } satisfies { [method: string]: Method }),
);
