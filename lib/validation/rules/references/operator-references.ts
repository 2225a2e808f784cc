import { qualifiedName } from '../../../model/address';
import { perApp } from '../../../model/app-model';
import type { OperatorKind } from '../../../model/kinds';
import type { OperatorResource, ReferenceField } from '../../../model/operator-resource';
import { isFilledInLater, isUnplaced } from '../../../model/resource';
import { referencesTo } from '../../../model/static-secret-push';
import { closest } from '../../../text/did-you-mean';
import { type PartReport, ruleOn, Severity } from '../../rule';

interface Leading {
  readonly target: OperatorKind;
  readonly reference: ReferenceField;
}

/** What a resource refers to of the operator's resources. */
function referencesOf({ kind, spec, logsInWith }: OperatorResource): Leading[] {
  switch (kind) {
    case 'InfisicalStaticSecret':
      return [{ target: 'InfisicalAuth', reference: logsInWith }];
    case 'InfisicalAuth':
      return [{ target: 'InfisicalConnection', reference: logsInWith }];
    case 'InfisicalStaticSecretPush':
      return (['InfisicalAuth', 'InfisicalConnection'] as const).flatMap((target) =>
        referencesTo(target, spec).map((reference) => ({ target, reference })),
      );
    default:
      return [];
  }
}

export const X1 = ruleOn('operator', {
  severity: Severity.ERROR,
  yields: true,
  title: 'A reference between operator resources leads to one that the app declares',
  why: 'Both parts of a reference are compared letter by letter: with a slip in one the resource never becomes ready.',
  source:
    'operator v0.11.7: internal/services/infisicalauth/reconciler.go (getInfisicalConnection), internal/services/infisicalstaticsecret/reconciler.go (getInfisicalAuth)',
  operators: [{ of: 'v1beta1' }],
  bad: {
    objects: [
      { kind: 'InfisicalStaticSecret', spec: { infisicalAuthRef: { name: 'atuh' } } },
      { kind: 'InfisicalAuth' },
    ],
  },
  good: { objects: [{ kind: 'InfisicalStaticSecret' }, { kind: 'InfisicalAuth' }] },
  check: (owner, report, app) => {
    for (const leading of referencesOf(owner)) checkReference(owner, leading, report, declaredOf(app));
  },
});

function checkReference(
  { resource }: OperatorResource,
  { target, reference: { field, name: nameField, namespace: namespaceField } }: Leading,
  report: PartReport,
  all: ReadonlyMap<OperatorKind, Declared>,
): void {
  const declared = all.get(target);
  const [name, namespace] = [nameField.value, namespaceField.value];
  // The target may belong to another app, if this one declares none at all; an incomplete reference is another rule's.
  if (declared === undefined || !name || !namespace || declared.addresses.has(`${namespace}/${name}`)) return;
  if (declared.anywhere.has(name) || declared.hasUnknown) return;
  const sameName = declared.byName.get(name);
  if (resource.hasForeignLogin && sameName === undefined) return;
  const addresses = [...declared.addresses];
  const meant = sameName ?? closest(`${namespace}/${name}`, addresses) ?? closest(name, declared.anywhere);
  // In YAML, nobody says what other apps declare: nothing here is called so, or stands there.
  const isForeign = meant === undefined && !addresses.some((other) => other.split('/')[0] === namespace);
  if (isForeign && resource.construct === undefined) return;
  const remedy =
    meant === undefined
      ? `it declares ${addresses.map((other) => `"${withoutSlash(other)}"`).join(', ')}`
      : `did you mean "${withoutSlash(meant)}"?`;
  report(
    sameName === undefined ? nameField : namespaceField,
    `${field.key} leads to the ${target} "${namespace}/${name}", which the app does not declare: ${remedy}`,
  );
}

/** What has no namespace is shown by its name. */
function withoutSlash(address: string): string {
  return address.replace(/^\//, '');
}

interface Declared {
  readonly addresses: Set<string>;
  /** The first of each name. */
  readonly byName: Map<string, string>;
  /** The names of those of which nobody knows yet in which namespace they will be. */
  readonly anywhere: Set<string>;
  /** Whether any has a name that is filled in later, which can be each. */
  hasUnknown: boolean;
}

const declaredOf = perApp(({ operator }) => {
  const declared = new Map<OperatorKind, Declared>();
  for (const one of operator) addDeclared(declared, one);
  return declared;
});

function addDeclared(declared: Map<OperatorKind, Declared>, { kind, resource }: OperatorResource): void {
  const { metadata } = resource.manifest;
  const own = declared.get(kind) ?? { addresses: new Set(), byName: new Map(), anywhere: new Set(), hasUnknown: false };
  const address = qualifiedName(metadata);
  if (isUnplaced(resource)) own.anywhere.add(metadata.name ?? '');
  own.hasUnknown ||= isFilledInLater(resource, metadata.name);
  own.addresses.add(address);
  if (!own.byName.has(metadata.name ?? '')) own.byName.set(metadata.name ?? '', address);
  declared.set(kind, own);
}
