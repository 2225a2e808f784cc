import { grouped } from '../../../collections/grouped';
import { isNearly } from '../../../text/did-you-mean';
import { quotedName, quotedText } from '../../../text/key-name';
import { isSubstituted } from '../../../text/substitution';
import { type AppModel, perApp } from '../../app-model';
import type { Field } from '../../field';
import { objectOf, type Resource } from '../../resource';
import { resourcesOfKind } from '../../resources-of-kind';
import { AbsentNames, namespacesApart } from '../absent-name';
import { PlacedObjects } from '../placed-objects';

/** A SecretProviderClass, whoever its provider is. */
export interface ProviderClass {
  readonly resource: Resource;
  readonly name: string;
  /** Absent where nobody knows. */
  readonly namespace?: string;
  /** As it is written: the driver takes it for the name of a socket. */
  readonly provider: Field<string>;
  /** What its volumes hand to the provider. */
  readonly parameters: Field;
  /** The Secrets that the driver makes of its files. */
  readonly secretObjects: readonly Field[];
}

/** The API group of the Secrets Store CSI driver. */
export const CLASS_GROUP = 'secrets-store.csi.x-k8s.io';

export const PROVIDER_CLASSES = ['v1', 'v1alpha1'].map((version) => ({
  apiVersion: `${CLASS_GROUP}/${version}`,
  kind: 'SecretProviderClass' as const,
}));

/** Every class, by its name. */
const classesByName = perApp((app) =>
  grouped(
    resourcesOfKind(app, 'SecretProviderClass')
      .filter(({ manifest, failure }) => isClass(manifest) && failure === undefined)
      .map(classOf),
    ({ name }) => name,
  ),
);

function isClass({ apiVersion }: Resource['manifest']): boolean {
  return apiVersion.startsWith(`${CLASS_GROUP}/`);
}

function classOf(resource: Resource): ProviderClass {
  const spec = objectOf(resource).at('spec');
  return {
    resource,
    name: resource.manifest.metadata.name ?? '',
    namespace: placeOf(resource),
    provider: providerIn(spec),
    parameters: spec.at('parameters'),
    secretObjects: spec.at('secretObjects').items(),
  };
}

/** The provider, or what stands there in its place under a wrong name. */
function providerIn(spec: Field): Field<string> {
  const [slip] = spec.at('provider').isGiven ? [] : spec.entries().filter(([name]) => isNearly(name, 'provider'));
  return spec.text(slip?.[0] ?? 'provider');
}

/** The classes whose provider is called as that of Infisical. */
export const infisicalClasses = perApp((app): readonly ProviderClass[] =>
  [...classesByName(app).values()].flat().filter(isOfInfisical),
);

const PROVIDER = 'infisical';

export function isOfInfisical({ provider }: ProviderClass): boolean {
  return provider.key === 'provider' && provider.value === PROVIDER;
}

/**
 * The classes whose provider is that of Infisical but for case, blanks and separators, or but for a slip in the name of the
 * field: the driver finds none of that name.
 */
export const misnamedClasses = perApp((app): readonly ProviderClass[] =>
  [...classesByName(app).values()].flat().filter(isMisnamed),
);

function isMisnamed(one: ProviderClass): boolean {
  const { value = '' } = one.provider;
  return !isOfInfisical(one) && value.toLowerCase().replace(/[\s._/-]/g, '') === PROVIDER;
}

/** Why the driver finds no provider. */
export function misnamedProblem({ provider }: ProviderClass): string {
  return provider.key === 'provider'
    ? `the driver finds no provider called ${quotedText(provider.value ?? '')}: write ${PROVIDER}`
    : `the driver knows no field ${quotedText(String(provider.key))}: did you mean "provider"?`;
}

/** The namespace of an object; undefined where nobody knows it. */
export function placeOf(resource: Resource): string | undefined {
  const { namespace } = resource.manifest.metadata;
  return resource.isMoved || !namespace || isSubstituted(namespace) ? undefined : namespace;
}

const placedClasses = perApp((app) => new PlacedObjects([...classesByName(app).values()].flat(), (one) => one));

/** The classes of a name that are in a namespace or may be, in the order of the objects. */
export function classesAt(app: AppModel, name: string, namespace: string | undefined): readonly ProviderClass[] {
  return placedClasses(app).at(name, namespace);
}

/** The classes of a name, in the order of the objects. */
export const classesCalled = (app: Parameters<typeof classesByName>[0], name: string): readonly ProviderClass[] =>
  classesByName(app).get(name) ?? [];

const absentClasses = perApp((app) => new AbsentNames([...classesByName(app).values()].flat()));

/** The name of the class that was most likely meant by one that nobody has read. */
export function nearClass(app: AppModel, name: string, namespace: string | undefined): string | undefined {
  return absentClasses(app).insteadOf({ name, namespace }).near;
}

/** That nobody has read the class of a name, which something in a namespace asks for, and what was read instead. */
export function absentClass(app: AppModel, name: string, namespace: string | undefined): string {
  const { elsewhere, near } = absentClasses(app).insteadOf({ name, namespace });
  const called = `the SecretProviderClass ${quotedText(name)}`;
  if (elsewhere.length > 0) return `${called} is in the namespace ${namespacesApart(elsewhere, namespace)}`;
  return `${called} was not read${near === undefined ? '' : `, but ${quotedName(near)} was: did you mean that?`}`;
}
