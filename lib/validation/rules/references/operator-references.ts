import { qualifiedName } from '../../../model/address';
import { perApp } from '../../../model/app-model';
import type { OperatorKind } from '../../../model/kinds';
import type { OperatorResource } from '../../../model/operator-resource';
import { isFilledInLater, isUnplaced } from '../../../model/resource';
import { closest } from '../../../text/did-you-mean';
import { ruleOn, Severity } from '../../rule';

const TARGETS: Readonly<Partial<Record<OperatorKind, OperatorKind>>> = {
  InfisicalStaticSecret: 'InfisicalAuth',
  InfisicalAuth: 'InfisicalConnection',
};

export const X1 = ruleOn('operator', {
  severity: Severity.ERROR,
  explainedBy: ['A16'],
  title: 'A reference between operator resources leads to one that the app declares',
  why: 'Both parts of a reference are compared letter by letter: with a slip in one the resource never becomes ready.',
  source:
    'operator v0.11.7: internal/services/infisicalauth/reconciler.go (getInfisicalConnection), internal/services/infisicalstaticsecret/reconciler.go (getInfisicalAuth)',
  bad: {
    objects: [
      { kind: 'InfisicalStaticSecret', spec: { infisicalAuthRef: { name: 'atuh' } } },
      { kind: 'InfisicalAuth' },
    ],
  },
  good: { objects: [{ kind: 'InfisicalStaticSecret' }, { kind: 'InfisicalAuth' }] },
  check: ({ kind, resource, logsInWith }, report, app) => {
    const target = TARGETS[kind];
    const declared = target && declaredOf(app).get(target);
    const [name, namespace] = [logsInWith.name.value, logsInWith.namespace.value];
    // The target may belong to another app, if this one declares none at all; an incomplete reference is another rule's.
    if (declared === undefined || !name || !namespace || declared.addresses.has(`${namespace}/${name}`)) return;
    if (declared.anywhere.has(name) || declared.hasUnknown) return;
    const sameName = declared.byName.get(name);
    if (resource.hasForeignLogin && sameName === undefined) return;
    const addresses = [...declared.addresses];
    const meant = sameName ?? closest(`${namespace}/${name}`, addresses);
    const remedy =
      meant === undefined
        ? `it declares ${addresses.map((other) => `"${other}"`).join(', ')}`
        : `did you mean "${meant}"?`;
    report(
      sameName === undefined ? logsInWith.name : logsInWith.namespace,
      `${logsInWith.field.key} leads to the ${target} "${namespace}/${name}", which the app does not declare: ${remedy}`,
    );
  },
});

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
