import { Field } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import type { OperatorResource } from '../../../lib/model/operator-resource';
import { objectReference } from '../../../lib/model/reference-field';
import { asCanonical } from '../../comparison/canonical';
import { Call, type Code } from '../../typescript/code';
import { durationCode, library, literal, type Props, props, THIS } from './expressions';
import { hostCode, loginCode, referenceCode } from './login';
import { generatorReference } from './managed-names';
import { namespaceProps, type TargetChart, writtenMetadata } from './metadata';
import { folderProps, isDeclarable } from './source';
import { asWritten, placeOf, policyProps, targetsOf, templateCode } from './target';

/** The props of a `DynamicSecret` for an InfisicalDynamicSecret in canonical form. */
export function dynamicSecretProps(resource: OperatorResource, chart: TargetChart): Props | undefined {
  const { spec, folders } = resource;
  const { manifest } = resource.resource;
  const auth = loginCode(resource);
  const [target] = targetsOf(resource);
  const [folder] = folders;
  if (auth === undefined || !target?.name.value || !isDeclarable(folder) || folder.secretName.value === undefined) {
    return undefined;
  }
  return props({
    ...namespaceProps(manifest, chart),
    host: hostCode(resource),
    auth,
    location: folderProps(folder),
    dynamicSecretName: folder.secretName.value,
    leaseTtl: durationCode(spec.at('leaseTTL')),
    leaseRevocationPolicy:
      spec.text('leaseRevocationPolicy').value === 'None' ? library('LeaseRevocationPolicy.NONE') : undefined,
    ...placeOf(target),
    secretType: target.secretType.value,
    ...policyProps(target),
    ...writtenMetadata(manifest),
  });
}

/** The props of a `PushedSecret` for an InfisicalPushSecret in canonical form; `kindOf` knows the generators that are declared. */
export function pushedSecretProps(
  resource: OperatorResource,
  chart: TargetChart,
  kindOf: (generator: string) => string | undefined,
): Props | undefined {
  const { spec, folders, interval } = resource;
  const { manifest } = resource.resource;
  const auth = loginCode(resource);
  const [destination] = folders;
  const referred = generatorReferences(spec.at('push', 'generators'));
  if (auth === undefined || !isDeclarable(destination)) return undefined;
  // Those that are declared elsewhere are patched in: no construct stands for them.
  const isDeclared = referred.length > 0 && referred.every(([, name]) => kindOf(name) !== undefined);
  const secret = spec.at('push', 'secret');
  const data = secret.at('template', 'data');
  const isSelected = data.isGiven && secret.flag('template', 'includeAllSecrets').value !== true;
  return props({
    ...namespaceProps(manifest, chart),
    host: hostCode(resource),
    auth,
    destination: folderProps(destination),
    secret: secret.isGiven
      ? referenceCode(objectReference(secret, 'secretName', 'secretNamespace'), manifest.metadata.namespace)
      : undefined,
    secretTemplate: templateCode(data, asWritten),
    projection: isSelected ? library('SecretProjection.SELECTED') : undefined,
    generators: isDeclared
      ? Object.fromEntries(referred.map(([key, name]) => [key, generatorReference(kindOf(name) ?? '', name)]))
      : undefined,
    updatePolicy: spec.text('updatePolicy').value === 'Replace' ? library('PushUpdatePolicy.REPLACE') : undefined,
    deletionPolicy: spec.text('deletionPolicy').value === 'Delete' ? library('PushDeletionPolicy.DELETE') : undefined,
    resyncInterval: durationCode(interval),
    ...writtenMetadata(manifest),
  });
}

/** The props of a `StaticSecretPush`, with the spec as it stands; undefined where that is none. */
export function staticSecretPushProps(manifest: Manifest, chart: TargetChart): Props | undefined {
  const { spec } = manifest;
  if (!Field.of(manifest).at('spec').isObject) return undefined;
  return props({
    ...namespaceProps(manifest, chart),
    spec: literal(structuredClone(spec)),
    ...writtenMetadata(asCanonical(manifest)),
  });
}

/** The generators that a push refers to: key in Infisical, name of the ClusterGenerator. */
function generatorReferences(generators: Field): [key: string, name: string][] {
  return generators
    .items()
    .map((one) => [one.text('destinationSecretName').value ?? '', one.text('generatorRef', 'name').value ?? '']);
}

/** The making of a `SecretGenerator` for a ClusterGenerator in canonical form. */
export function generatorMaker({ spec, resource }: OperatorResource): ((id: string) => Call) | undefined {
  const kind = spec.text('kind').value;
  const options = spec.at('generator', 'passwordSpec').entries();
  const { name } = resource.manifest.metadata;
  const named = (id: string): Props => (name === id ? {} : { name });
  if (kind === 'UUID')
    return (id) => new Call(library('SecretGenerator.uuid'), THIS, id, ...optionalArgument(named(id)));
  if (kind !== 'Password' || options.some(([option]) => !PASSWORD_OPTIONS.has(option))) return undefined;
  const password = Object.fromEntries(options.map(([option, { raw }]) => [option, literal(raw)]));
  return (id) => new Call(library('SecretGenerator.password'), THIS, id, { ...named(id), ...password });
}

/** Which are the props of a password, too. */
const PASSWORD_OPTIONS = new Set(['length', 'digits', 'symbols', 'symbolCharacters', 'noUpper', 'allowRepeat']);

function optionalArgument(options: Props): Code[] {
  return Object.keys(options).length > 0 ? [options] : [];
}
