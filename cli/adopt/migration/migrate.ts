import { repeated } from '../../../lib/collections/repeated';
import { scalarText } from '../../../lib/json/scalar';
import { addressOf } from '../../../lib/model/address';
import { AZURE } from '../../../lib/model/auth/azure';
import { KUBERNETES } from '../../../lib/model/auth/kubernetes';
import { Field } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { creationPolicyOf, type ManagedObject, type OperatorResource } from '../../../lib/model/operator-resource';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { Severity } from '../../../lib/validation/severity';
import { asCanonical, canonicalResource } from '../../comparison/canonical';
import type { ReadManifest } from '../../manifests/read-manifests';
import { NewExpression } from '../../typescript/code';
import { type Make, withName } from '../draft/draft';
import { durationCode, library, type Props, props, THIS } from '../draft/expressions';
import { hostCode, loginCode } from '../draft/login';
import { namespaceProps, type TargetChart, writtenMetadata } from '../draft/metadata';
import { sourceProps } from '../draft/source';
import { asWritten, holdsAll, targetProps, targetsOf, templatesIn } from '../draft/target';
import { objectsMadeBy } from '../draft-objects';
import { composedCode, writesPlus } from './composed-template';

/** An InfisicalSecret that moves, and the objects that take its place. */
export interface Moving {
  readonly make: Make;
  readonly moved: readonly Manifest[];
}

export interface Staying {
  readonly reason: string;
}

/** Logins that were made already, so that no two of one name differ. */
export type MadeLogins = Map<string, string>;

/** The move of an InfisicalSecret to v1beta1. */
export function migrate(read: ReadManifest, chart: TargetChart, logins: MadeLogins): Moving | Staying {
  const resource = canonicalResource(read.manifest);
  const reason = resource && obstacleTo(resource);
  if (reason !== undefined) return { reason };
  const props = resource && movedProps(resource, chart);
  if (props === undefined) return { reason: TOO_MUCH };
  const { name = '', namespace } = read.manifest.metadata;
  for (const names of [
    {},
    { authName: `${name}-auth` },
    { authName: `${name}-auth`, connectionName: `${name}-connection` },
  ]) {
    const make: Make = (id) =>
      new NewExpression(library('SyncedSecret'), THIS, id, withName(name, id, { ...props, ...names }));
    const objects = objectsMadeBy(make, name, chart);
    const complaint = objects?.map((object) => complaintAbout(object)).find((message) => message !== undefined);
    if (objects === undefined || complaint !== undefined)
      return { reason: namespace === undefined ? NAMESPACELESS : (complaint ?? 'it is not sound') };
    if (!isFree(objects, logins)) continue;
    for (const object of loginsAmong(objects)) logins.set(...object);
    return { make, moved: objects };
  }
  return { reason: 'its login has the name of another one' };
}

/** What the rules say of an object by itself. */
function complaintAbout(manifest: Manifest): string | undefined {
  return checkManifests([manifest]).find(({ severity }) => severity === Severity.ERROR)?.message;
}

/** Its references are to objects that are yet to be made: a message about these would name what nobody has written. */
const NAMESPACELESS = 'its namespace is not written, and v1beta1 has to name it: write it, or give it with --namespace';

const TOO_MUCH =
  'it writes all secrets beside templates that do more than put keys and text in a row: v1beta1 has no such form';

function obstacleTo(resource: OperatorResource): string | undefined {
  const { logins, spec } = resource;
  const legacy = logins.find(({ method }) => method.legacy !== undefined)?.method.legacy;
  if (legacy !== undefined || spec.at('tokenSecretReference').isGiven)
    return `it logs in with ${legacy ?? 'a service token'}; v1beta1 knows machine identities only: give it one first`;
  if (loginCode(resource) === undefined) return 'it has no login, or more than one';
  const [{ block, method }] = logins;
  const client = block.at('azureManagedIdentityClientId');
  if (method === AZURE && client.isGiven) {
    return `azureManagedIdentityClientId has no counterpart in v1beta1: give the operator's pod the identity "${scalarText(client.raw)}" first`;
  }
  if (method === KUBERNETES && block.flag('autoCreateServiceAccountToken').value !== true) {
    return 'it reads a long-lived token of the service account, and v1beta1 always requests one: set autoCreateServiceAccountToken: true first';
  }
  const targets = targetsOf(resource);
  if (targets[0]?.kind !== 'Secret') return 'it writes no Secret';
  if (!targets.every(isWhole))
    return 'a Secret or ConfigMap that it writes has no name, no namespace, or no policy that there is: mend that first';
  const addresses = targets.map(({ namespace, name }) => `${namespace.value}/${name.value}`);
  const [twice] = repeated(addresses);
  if (twice !== undefined)
    return `it writes a Secret and a ConfigMap "${twice}", which v1beta1 refuses in one resource`;
  return undefined;
}

function isWhole(target: ManagedObject): boolean {
  const policy = creationPolicyOf(target);
  const hasPolicy = policy === 'Owner' || policy === 'Orphan';
  return Boolean(target.name.value) && target.namespace.value !== undefined && hasPolicy;
}

function movedProps(resource: OperatorResource, chart: TargetChart): Props | undefined {
  const { sources, interval, instantUpdates } = resource;
  const { manifest } = resource.resource;
  const { secretName: only, ...source } = sourceProps(sources[0]);
  const key = sources[0].secretName.value;
  const targets = targetsOf(resource).map((target) => keepOneKey(target, key));
  const isBeyond = targets.some((target) =>
    templatesWithAllSecrets(target).some((template) => composedCode(template) === undefined),
  );
  if (isBeyond) return undefined;
  const written = targetProps(targets, (template, target) => {
    const value = holdsAll(target) || only !== undefined ? composedCode(template) : undefined;
    return value ?? asWritten(template);
  });
  return props({
    ...namespaceProps(manifest, chart),
    generation: library('ApiGeneration.V1BETA1'),
    host: hostCode(resource),
    auth: loginCode(resource),
    source,
    ...written,
    ...writtenMetadata(manifest),
    resyncInterval: durationCode(interval),
    instantUpdates: instantUpdates.value === true ? true : undefined,
  });
}

/** The templates of an object that holds every other secret, too. */
function templatesWithAllSecrets(target: ManagedObject): string[] {
  const templates = holdsAll(target) ? templatesIn(target.data) : undefined;
  return (templates ?? []).map(([, { raw }]) => scalarText(raw));
}

/** Whether a value that is composed anew has another blank in it than before. */
export function changesBlanks(manifest: Manifest): boolean {
  const resource = canonicalResource(manifest);
  return resource !== undefined && targetsOf(resource).flatMap(templatesWithAllSecrets).some(writesPlus);
}

/** What read one secret reads all there, and writes only that one. */
function keepOneKey(target: ManagedObject, key: string | undefined): ManagedObject {
  if (key === undefined || target.data.isGiven) return target;
  return { ...target, data: Field.of({ [key]: `{{ .${key}.Value }}` }), includesAll: false };
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
    .map((object) => [addressOf(object.kind, object.metadata), JSON.stringify(asCanonical(object))]);
}
