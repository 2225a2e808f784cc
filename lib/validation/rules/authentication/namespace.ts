import { grouped } from '../../../collections/grouped';
import type { AppModel } from '../../../model/app-model';
import { type Field, pathText } from '../../../model/field';
import { placesIn } from '../../../model/names-in-resource';
import { type Resource, specOf } from '../../../model/resource';
import { fewOf } from '../../../text/few-of';
import { ruleOn, Severity, withSpec } from '../../rule';
import { ownNamespace } from './own-namespace';

export const A4 = ruleOn('app', {
  hasFix: true,
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'Every reference has a namespace',
  why: 'The operator fills none in, not even that of the resource: the API server refuses it, or nothing is found.',
  source:
    'operator v0.11.7: config/crd/bases, in which each namespace is required or has no default; internal/util/auth.go (HandleUniversalAuth)',
  bad: withSpec('InfisicalStaticSecret', { infisicalAuthRef: { namespace: null } }),
  good: { objects: [{ kind: 'InfisicalStaticSecret' }] },
  check: (app, report) => {
    // A chart without a namespace leaves all references of a construct without one: that is told once.
    for (const [, [first, ...others]] of grouped(
      withoutNamespace(app),
      ({ resource }) => resource.construct ?? resource,
    )) {
      const what = fewOf([first, ...others].map((one) => one.what));
      const have = others.length === 0 ? 'has' : 'have';
      const own = [first, ...others].filter(({ resource }) => resource === first.resource);
      const fix = ownNamespace(first.resource, own);
      const remedy = defaultFor(first);
      report(first.resource, first.namespace, `${what} ${have} no namespace, and ${remedy}`, fix);
    }
  },
});

interface Nameless {
  readonly resource: Resource;
  readonly what: string;
  readonly name: Field;
  readonly namespace: Field;
}

/** What names no namespace, where there is no default. */
function withoutNamespace({ infisical, operator }: AppModel): Nameless[] {
  const written = new Map(operator.map(({ resource, managed }) => [resource, managed]));
  // Nobody knows what the operator does for one of a push of v1beta1.
  const known = infisical.filter(({ manifest }) => manifest.kind !== 'InfisicalStaticSecretPush');
  return known.flatMap((resource) => [
    ...(written.get(resource) ?? []).flatMap(({ kind, name, namespace }) => {
      if (namespace.value || namespace.isUnresolved || name.isUnresolved) return [];
      return [{ resource, what: `the managed ${kind} "${name.value ?? ''}"`, name, namespace }];
    }),
    ...referencesIn(specOf(resource)).flatMap((reference) => {
      if (!reference.at('secretNamespace').isEmpty || !reference.at('namespace').isEmpty) return [];
      const [name, namespace] = reference.at('secretName').isGiven
        ? [reference.at('secretName'), reference.at('secretNamespace')]
        : [reference.at('name'), reference.at('namespace')];
      return [{ resource, what: `the reference ${pathText(reference.path.slice(1))}`, name, namespace }];
    }),
  ]);
}

function defaultFor({ resource: { defaultNamespace, construct }, namespace: { key } }: Nameless): string {
  if (construct === undefined) return `the operator has no default namespace: write ${key}`;
  const remedy =
    defaultNamespace === undefined
      ? 'set `namespace` on the Chart or on the construct'
      : `write { namespace: env.namespace } ("${defaultNamespace}") on the Chart`;
  return `the operator has no default namespace: ${remedy}`;
}

/** References to objects in a namespace, wherever they stand in a spec. */
function referencesIn(spec: Field): Field[] {
  const isReference = (field: Field) =>
    !isOpaque(field) && (isAt(field, 'push', 'secret') || /Ref$|SecretReference$/.test(String(field.key)));
  const isWhole = (field: Field) => isReference(field) && field.isGiven && !field.isUnresolved;
  return placesIn(spec, isWhole, (field) => isOpaque(field) || isReference(field));
}

/**
 * What is no reference, or another rule's: managed objects, certificates (H6), generators, which are in no namespace,
 * and texts of the user's own.
 */
function isOpaque(field: Field): boolean {
  const key = String(field.key);
  return isAt(field, 'tls') || ['managedSecretReference', 'generatorRef', 'template', 'metadata'].includes(key);
}

/** Whether a field is that part of a spec. Asked of every place there is, so that no path is made but where it may be. */
function isAt(field: Field, ...place: readonly string[]): boolean {
  if (field.key !== place.at(-1)) return false;
  const { path } = field;
  return path.length === place.length + 1 && place.every((part, i) => path[i + 1] === part);
}
