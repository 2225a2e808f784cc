import { type AppModel, perApp } from '../../app-model';
import { Field } from '../../field';
import { areLabels, isObjectOrNone, isReadable, mismatch, unmetIn } from '../../label-selector';
import { objectOf } from '../../resource';
import { resourcesOfKind } from '../../resources-of-kind';

/** The labels of the namespaces of which the app has the manifests: a cluster adds the name of each. */
const labelsByNamespace = perApp((app): ReadonlyMap<string, Field> => {
  const namespaces = resourcesOfKind(app, 'Namespace').filter(({ manifest }) => manifest.apiVersion === 'v1');
  return new Map(
    namespaces.flatMap((resource): [string, Field][] => {
      const { name } = resource.manifest.metadata;
      const labels = objectOf(resource).at('metadata', 'labels');
      if (!name || !isObjectOrNone(labels)) return [];
      return [[name, Field.of({ ...(labels.raw as object | undefined), 'kubernetes.io/metadata.name': name })]];
    }),
  );
});

/** Whether a namespace has the labels that a selector wants; undefined where nobody knows its labels, or cannot say. */
export function isSelected(app: AppModel, selector: Field, namespace: string): boolean | undefined {
  const known = labelsByNamespace(app).get(namespace);
  const labels = known ?? Field.of({ 'kubernetes.io/metadata.name': namespace });
  if (!selector.isObject || !isReadable(selector) || !areLabels(labels)) return undefined;
  const isMet = mismatch(selector.at('matchLabels'), labels) === undefined && unmetIn(selector, labels) === undefined;
  return known !== undefined || wantsNameOnly(selector) ? isMet : undefined;
}

function wantsNameOnly(selector: Field): boolean {
  const wanted = selector.at('matchLabels').entries();
  const names = selector
    .at('matchExpressions')
    .items()
    .map((one) => one.at('key').raw);
  return [...wanted.map(([name]) => name), ...names].every((name) => name === 'kubernetes.io/metadata.name');
}

/** The namespaces into which a cluster-wide object brings its own; undefined where nobody can know them. */
export function namespacesSelectedBy(app: AppModel, spec: Field): readonly string[] | undefined {
  const selectors = [...spec.at('namespaceSelectors').items(), spec.at('namespaceSelector')].filter(
    ({ isGiven }) => isGiven,
  );
  const known = selectors.length === 0 ? [] : [...labelsByNamespace(app).keys()];
  const selected = known.filter((namespace) => selectors.some((selector) => isSelected(app, selector, namespace)));
  const all = [...new Set([...spec.at('namespaces').texts(), ...selected])];
  return all.length === 0 ? undefined : all;
}
