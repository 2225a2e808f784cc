import { type Fields, fields, text } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { Severity } from '../../../lib/validation/severity';
import type { ReadManifest } from '../../manifests/read-manifests';
import { type Code, NewExpression } from '../../typescript/code';
import { canonical } from '../compare/canonical';
import { scalarText } from '../compare/scalar';
import type { Make } from '../draft/draft';
import { withName } from '../draft/draft';
import { inlineHost, inlineLogin } from '../draft/login';
import { identity, type Place, writtenMetadata } from '../draft/metadata';
import { targetProps, v1alpha1Source } from '../draft/synced-secret';
import { asWritten, type Target, v1alpha1Targets } from '../draft/target';
import { duration } from '../draft/timing';
import { library, props, THIS } from '../draft/words';
import { objectsMadeBy } from '../draft-objects';
import { composed, writesPlus } from './composed-template';

/** An InfisicalSecret that moves, and the objects that take its place. */
export interface Moving {
  readonly make: Make;
  readonly objects: readonly Manifest[];
}

/** Why an InfisicalSecret cannot move. */
export interface Staying {
  readonly reason: string;
}

/** Logins that were made already, so that no two of one name differ. */
export type MadeLogins = Map<string, string>;

/** The move of an InfisicalSecret to v1beta1. */
export function migrated(read: ReadManifest, place: Place, logins: MadeLogins): Moving | Staying {
  const manifest = canonical(read.manifest) as unknown as Manifest;
  const reason = obstacle(fields(manifest.spec));
  if (reason !== undefined) return { reason };
  const props = movedProps(manifest, place);
  if (props === undefined) return { reason: TOO_MUCH };
  const { name = '' } = manifest.metadata;
  for (const names of [
    {},
    { authName: `${name}-auth` },
    { authName: `${name}-auth`, connectionName: `${name}-connection` },
  ]) {
    const make: Make = (id) =>
      new NewExpression(library('SyncedSecret'), THIS, id, withName(name, id, { ...props, ...names }));
    const objects = objectsMadeBy(make, name, place);
    const complaint = objects?.map((object) => complaintAbout(object)).find((message) => message !== undefined);
    if (objects === undefined || complaint !== undefined) return { reason: complaint ?? 'it is not sound' };
    if (!isFree(objects, logins)) continue;
    for (const object of loginsAmong(objects)) logins.set(...object);
    return { make, objects };
  }
  return { reason: 'its login has the name of another one' };
}

/** What the rules say of an object by itself. */
function complaintAbout(manifest: Manifest): string | undefined {
  return checkManifests([manifest]).find(({ severity }) => severity === Severity.ERROR)?.message;
}

const TOO_MUCH =
  'it writes all secrets beside templates that do more than put keys and text in a row: v1beta1 has no such form';
const LEGACY = 'v1beta1 knows machine identities only: give it one first';

function obstacle(spec: Fields): string | undefined {
  const { authentication, tokenSecretReference } = spec;
  const { serviceToken, serviceAccount, azureAuth, kubernetesAuth } = fields(authentication);
  if (serviceToken !== undefined || tokenSecretReference !== undefined)
    return `it logs in with a service token; ${LEGACY}`;
  if (serviceAccount !== undefined) return `it logs in with an Infisical service account; ${LEGACY}`;
  if (inlineLogin(authentication, undefined) === undefined) return 'it has no login, or more than one';
  const { azureManagedIdentityClientId: client } = fields(azureAuth);
  if (client !== undefined) {
    return `azureManagedIdentityClientId has no counterpart in v1beta1: give the operator's pod the identity "${scalarText(client)}" first`;
  }
  if (kubernetesAuth !== undefined && fields(kubernetesAuth).autoCreateServiceAccountToken !== true) {
    return 'it reads a long-lived token of the service account, and v1beta1 always requests one: set autoCreateServiceAccountToken: true first';
  }
  const targets = v1alpha1Targets(spec);
  if (targets[0]?.kind !== 'Secret') return 'it writes no Secret';
  if (!targets.every(isSound))
    return 'a Secret or ConfigMap that it writes has no name, no namespace, or no policy that there is: mend that first';
  const addresses = targets.map(({ namespace, name }) => `${namespace}/${name}`);
  const twice = addresses.find((address, index) => addresses.indexOf(address) < index);
  if (twice !== undefined)
    return `it writes a Secret and a ConfigMap "${twice}", which v1beta1 refuses in one resource`;
  return undefined;
}

function isSound({ name, namespace, creationPolicy = '' }: Target): boolean {
  return name !== '' && namespace !== undefined && ['Owner', 'Orphan'].includes(creationPolicy);
}

function movedProps(manifest: Manifest, place: Place): { [prop: string]: Code } | undefined {
  const spec = fields(manifest.spec);
  const { namespace } = manifest.metadata;
  const login = inlineLogin(spec.authentication, namespace);
  if (login === undefined) return undefined;
  const { secretName: only, ...scope } = fields(login.block.secretsScope);
  const targets = v1alpha1Targets(spec).map((target) => onlyOneKey(target, text(only)));
  const isBeyond = targets.some(
    ({ data, everything }) =>
      everything && Object.values(data ?? {}).some((one) => composed(scalarText(one)) === undefined),
  );
  if (isBeyond) return undefined;
  const written = targetProps(targets, manifest, (template, target) => {
    const value = target.everything || only !== undefined ? composed(template) : undefined;
    return value ?? asWritten(template, target);
  });
  const { resyncInterval, instantUpdates } = fields(spec.syncConfig);
  return props({
    ...identity(manifest, place),
    generation: library('ApiGeneration.V1BETA1'),
    host: inlineHost(spec, namespace),
    auth: login.auth,
    source: v1alpha1Source(login.method, { ...login.block, secretsScope: scope }),
    ...written,
    ...writtenMetadata(manifest),
    resyncInterval: duration(resyncInterval),
    instantUpdates: instantUpdates === true ? true : undefined,
  });
}

/** Whether a value that is composed anew has another blank in it than before. */
export function changesBlanks(manifest: Manifest): boolean {
  const targets = v1alpha1Targets(fields((canonical(manifest) as unknown as Manifest).spec));
  const rewritten = targets.filter(({ everything }) => everything).flatMap(({ data }) => Object.values(data ?? {}));
  return rewritten.some((template) => writesPlus(scalarText(template)));
}

/** What read one secret reads all there, and writes only that one. */
function onlyOneKey(target: Target, key: string | undefined): Target {
  if (key === undefined || target.data !== undefined) return target;
  return { ...target, data: { [key]: `{{ .${key}.Value }}` }, everything: false };
}

/** The logins that the input has already. */
export function madeLogins(manifests: readonly Manifest[]): MadeLogins {
  return new Map(loginsAmong(manifests.filter(({ kind }) => LOGIN_KINDS.has(kind))));
}

const LOGIN_KINDS = new Set(['InfisicalAuth', 'InfisicalConnection', 'Secret']);

function isFree(objects: readonly Manifest[], logins: MadeLogins): boolean {
  return loginsAmong(objects).every(([address, content]) => (logins.get(address) ?? content) === content);
}

function loginsAmong(objects: readonly Manifest[]): [address: string, content: string][] {
  return objects
    .filter(({ kind }) => kind !== 'InfisicalStaticSecret')
    .map((object) => [
      `${object.kind} ${object.metadata.namespace ?? ''}/${object.metadata.name}`,
      JSON.stringify(canonical(object)),
    ]);
}
