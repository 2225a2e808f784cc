import { fields, text } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { Call, type Code } from '../../typescript/code';
import { inlineHost, inlineLogin, reference } from './login';
import { generatorReference } from './managed-names';
import { identity, type Place, writtenMetadata } from './metadata';
import { isPlaced, location } from './synced-secret';
import { asWritten, items, policy, templateValues, v1alpha1Target } from './target';
import { duration } from './timing';
import { library, literal, props, THIS } from './words';

/** The props of a `DynamicSecret` for an InfisicalDynamicSecret in canonical form. */
export function dynamicSecretProps(manifest: Manifest, place: Place): { [prop: string]: Code } | undefined {
  const spec = fields(manifest.spec);
  const { name, namespace } = manifest.metadata;
  const login = inlineLogin(spec.authentication, namespace);
  const target = v1alpha1Target('Secret', fields(spec.managedSecretReference));
  if (login === undefined || target.name === '') return undefined;
  const { projectSlug, projectId, environmentSlug, secretsPath, secretName } = fields(spec.dynamicSecret);
  if (
    typeof secretName !== 'string' ||
    !isPlaced({ environment: literal(environmentSlug), path: literal(secretsPath) })
  ) {
    return undefined;
  }
  return props({
    ...identity(manifest, place),
    host: inlineHost(spec, namespace),
    auth: login.auth,
    location: location({ projectSlug, projectId, environment: environmentSlug, path: secretsPath }),
    dynamicSecretName: literal(secretName),
    leaseTtl: duration(spec.leaseTTL),
    leaseRevocationPolicy: spec.leaseRevocationPolicy === 'None' ? library('LeaseRevocationPolicy.NONE') : undefined,
    secretName: target.name === name ? undefined : target.name,
    secretNamespace: target.namespace === namespace ? undefined : target.namespace,
    secretType: target.secretType,
    ...policy(target, namespace),
    ...writtenMetadata(manifest),
  });
}

/** The props of a `PushedSecret` for an InfisicalPushSecret in canonical form; `kindOf` knows the generators that are declared. */
export function pushedSecretProps(
  manifest: Manifest,
  place: Place,
  kindOf: (generator: string) => string | undefined,
): { [prop: string]: Code } | undefined {
  const spec = fields(manifest.spec);
  const { namespace } = manifest.metadata;
  const login = inlineLogin(spec.authentication, namespace);
  const { secret, generators } = fields(spec.push);
  const referred = generatorReferences(generators);
  if (login === undefined || referred.some(([, name]) => kindOf(name) === undefined)) return undefined;
  const { projectSlug, projectId, environmentSlug, secretsPath } = fields(spec.destination);
  if (!isPlaced({ environment: literal(environmentSlug), path: literal(secretsPath) })) return undefined;
  const { includeAllSecrets, data } = fields(fields(secret).template);
  const onlyTemplate = data !== undefined && includeAllSecrets !== true;
  return props({
    ...identity(manifest, place),
    host: inlineHost(spec, namespace),
    auth: login.auth,
    destination: location({ projectSlug, projectId, environment: environmentSlug, path: secretsPath }),
    secret: secret === undefined ? undefined : reference(secret, namespace),
    secretTemplate:
      data === undefined ? undefined : templateValues(fields(data), asWritten, { everything: !onlyTemplate }),
    projection: onlyTemplate ? library('SecretProjection.SELECTED') : undefined,
    generators:
      referred.length === 0
        ? undefined
        : Object.fromEntries(referred.map(([key, name]) => [key, generatorReference(kindOf(name) ?? '', name)])),
    updatePolicy: spec.updatePolicy === 'Replace' ? library('PushUpdatePolicy.REPLACE') : undefined,
    deletionPolicy: spec.deletionPolicy === 'Delete' ? library('PushDeletionPolicy.DELETE') : undefined,
    resyncInterval: duration(spec.resyncInterval),
    ...writtenMetadata(manifest),
  });
}

/** The generators that a push refers to: key in Infisical, name of the ClusterGenerator. */
function generatorReferences(generators: unknown): [key: string, name: string][] {
  return items(generators).map(({ destinationSecretName, generatorRef }) => [
    text(destinationSecretName) ?? '',
    text(fields(generatorRef).name) ?? '',
  ]);
}

/** The making of a `SecretGenerator` for a ClusterGenerator in canonical form. */
export function generator(manifest: Manifest): ((id: string) => Call) | undefined {
  const { kind, generator: parameters } = fields(manifest.spec);
  const { passwordSpec } = fields(parameters);
  const unknown = Object.keys(fields(passwordSpec)).filter((field) => !PASSWORD_FIELDS.has(field));
  if (kind === 'UUID') return (id) => new Call(library('SecretGenerator.uuid'), THIS, id, ...named(manifest, id));
  if (kind !== 'Password' || unknown.length > 0) return undefined;
  return (id) =>
    new Call(library('SecretGenerator.password'), THIS, id, {
      ...(named(manifest, id)[0] as object),
      ...(fields(passwordSpec) as { [prop: string]: Code }),
    });
}

/** Which are the props of a password, too. */
const PASSWORD_FIELDS = new Set(['length', 'digits', 'symbols', 'symbolCharacters', 'noUpper', 'allowRepeat']);

function named({ metadata: { name } }: Manifest, id: string): Code[] {
  return name === id ? [] : [{ name }];
}
