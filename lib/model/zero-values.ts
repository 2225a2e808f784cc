import { type Field, type Path, rawIn } from './field';
import type { V1alpha1Kind } from './kinds';

/**
 * What of a spec holds the zero value of its type in Go, which the operator reads as if it was not there. It writes these
 * itself: with its finalizer it writes a whole object of v1alpha1 anew, and few of its types leave out what is empty.
 */
export function zeroValuesIn(kind: V1alpha1Kind, spec: Field): Field[] {
  return [
    ...emptyLogins(spec.at('authentication')),
    ...optionalFields(kind, spec),
    ...(kind === 'InfisicalSecret' ? namelessReference(spec.at('managedSecretReference')) : []),
  ];
}

/** The operator looks at its name only, and the API server fills in a policy and a type. */
function namelessReference(single: Field): Field[] {
  return single.at('secretName').raw === '' || isZeroGiven(single) ? [single] : [];
}

/** A spec without these places of it; the same one where there are none. */
export function withoutPlaces(spec: Field, places: readonly Field[]): unknown {
  const { length } = spec.path;
  return places.reduce((raw, { path }) => without(raw, path.slice(length)), spec.raw);
}

/**
 * The operator takes the next login where one has neither identity nor credentials. An empty one that stands alone is
 * meant to be filled in.
 */
function emptyLogins(authentication: Field): Field[] {
  const blocks = authentication.entries().map(([, block]) => block);
  return blocks.length < 2 ? [] : blocks.filter(isZeroGiven);
}

function optionalFields(kind: V1alpha1Kind, spec: Field): Field[] {
  const azure = spec.at('authentication', 'azureAuth');
  const common = [...zeroAt(spec, 'hostAPI', 'tls'), ...zeroAt(azure, 'resource')];
  switch (kind) {
    case 'InfisicalSecret':
      return [
        ...common,
        ...flatTiming(spec),
        ...zeroAt(azure, 'azureManagedIdentityClientId'),
        ...zeroAt(spec, 'tokenSecretReference'),
        ...spec
          .at('authentication')
          .entries()
          .map(([, block]) => block.at('secretsScope'))
          .flatMap((scope) => [...zeroAt(scope, 'secretName'), ...otherNameOfProject(scope)]),
      ];
    case 'InfisicalPushSecret':
      return [
        ...common,
        ...zeroAt(spec, 'updatePolicy', 'deletionPolicy'),
        ...otherNameOfProject(spec.at('destination')),
      ];
    case 'InfisicalDynamicSecret':
      return [
        ...common,
        ...zeroAt(spec.at('managedSecretReference'), 'secretType'),
        ...otherNameOfProject(spec.at('dynamicSecret')),
      ];
    default:
      return [];
  }
}

/** Where somebody wrote one of them, it is meant. */
function flatTiming(spec: Field): Field[] {
  const fields = zeroAt(spec, 'resyncInterval', 'instantUpdates');
  return fields.length === 2 ? fields : [];
}

/** Where neither is named, the rules say which of both is missing. */
function otherNameOfProject(folder: Field): Field[] {
  const fields = zeroAt(folder, 'projectId', 'projectSlug');
  const isNamed = () => !folder.at('projectId').isEmpty || !folder.at('projectSlug').isEmpty;
  return fields.length > 0 && isNamed() ? fields : [];
}

/** The places of these names that are given, and hold nothing: hardly ever one. */
function zeroAt(holder: Field, ...names: readonly string[]): Field[] {
  const given = names.filter((name) => rawIn(holder.raw, name) !== undefined);
  return given.map((name) => holder.at(name)).filter(isZeroGiven);
}

function isZeroGiven(field: Field): boolean {
  return field.isGiven && isZero(field, DEPTH);
}

/** How deep the empty blocks are: `authentication.universalAuth.credentialsRef.secretName`. */
const DEPTH = 3;

function isZero(field: Field, depth: number): boolean {
  const { raw } = field;
  if (field.isUnresolved || depth < 0) return false;
  if (Array.isArray(raw)) return raw.length === 0;
  if (field.isObject) return field.places().every((inner) => isZero(inner, depth - 1));
  return !field.isGiven || raw === '' || raw === false || raw === 0;
}

function without(raw: unknown, [name, ...rest]: Path): unknown {
  if (!Object.hasOwn(Object(raw), name)) return raw;
  const { [name]: inner, ...others } = raw as Readonly<Record<string, unknown>>;
  return rest.length === 0 ? others : { ...others, [name]: without(inner, rest) };
}
