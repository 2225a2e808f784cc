import { scalarText } from '../../../lib/json/scalar';
import { Field, type Path } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { podPlaceIn } from '../../../lib/model/pods';
import { placeText } from './place-text';
import { type PlannedField, shownValue } from './planned-fields';

/** Fields that say most about an object of a kind, with those of their parts that are called so. */
const TELLING: readonly Path[] = [
  ['spec', 'replicas'],
  ['spec', 'schedule'],
  ['spec', 'type'],
  ['spec', 'hostAPI'],
  ['spec', 'minReplicas'],
  ['spec', 'maxReplicas'],
  ['spec', 'destination', 'namespace'],
  ['spec', 'source', 'path'],
  ['spec', 'resources', 'requests', 'storage'],
];
/** Wherever they stand in a resource of the operator. */
const OF_SYNC: ReadonlySet<unknown> = new Set([
  ...['projectSlug', 'projectId', 'envSlug', 'environmentSlug', 'secretsPath', 'secretPath', 'secretName'],
]);
const MOST = 12;

/** What tells most about an object that is new. */
export function traitsOf(manifest: Manifest): PlannedField[] {
  const object = Field.of(manifest);
  const named = TELLING.map((path) => object.at(...path)).filter(({ raw }) => isScalar(raw));
  const all = [...named, ...containersOf(manifest), ...portsOf(object), ...hostsOf(object), ...syncOf(manifest)];
  const traits = all.map((field) => traitOf(field, manifest));
  return [...traits, ...dataOf(object)].slice(0, MOST);
}

function traitOf({ path, raw }: Field, manifest: Manifest): PlannedField {
  const { value, isHidden } = shownValue(raw, path, manifest);
  const shown = placeText(path.map((key, index) => stepOf(manifest, path, key, index)));
  return { change: 'added', path: shown, ...(isHidden ? { isHidden } : { is: value }) };
}

function stepOf(manifest: Manifest, path: Path, key: string | number, index: number) {
  if (typeof key !== 'number') return key;
  const item = scalarText(Field.of(manifest).at(...path.slice(0, index + 1), 'name').raw);
  return item === '' ? key : { item };
}

function containersOf(manifest: Manifest): Field[] {
  const place = podPlaceIn(manifest);
  if (place === undefined) return [];
  const pod = Field.of(manifest).at(...place, 'spec');
  const containers = [...pod.at('initContainers').items(), ...pod.at('containers').items()];
  return containers.map((container) => container.at('image')).filter(({ raw }) => isScalar(raw));
}

function portsOf(object: Field): Field[] {
  return object.at('kind').raw === 'Service'
    ? object
        .at('spec', 'ports')
        .items()
        .map((port) => port.at('port'))
    : [];
}

function hostsOf(object: Field): Field[] {
  if (object.at('kind').raw !== 'Ingress') return [];
  return object
    .at('spec', 'rules')
    .items()
    .map((rule) => rule.at('host'))
    .filter(({ raw }) => isScalar(raw));
}

function syncOf(manifest: Manifest): Field[] {
  if (!manifest.apiVersion.startsWith('secrets.infisical.com/')) return [];
  return [...fieldsCalled(Field.of(manifest).at('spec'))];
}

function* fieldsCalled(field: Field): Generator<Field> {
  if (OF_SYNC.has(field.key) && isScalar(field.raw)) yield field;
  for (const part of field.places()) yield* fieldsCalled(part);
}

/** The names of what it holds, and no value. */
function dataOf(object: Field): PlannedField[] {
  return ['data', 'stringData', 'binaryData'].flatMap((name): PlannedField[] => {
    const keys = object
      .at(name)
      .entries()
      .map(([key]) => placeText([name, key]).replace(/^\w+\.?/, ''));
    return keys.length === 0 ? [] : [{ change: 'added', path: name, is: keys }];
  });
}

function isScalar(value: unknown): boolean {
  return scalarText(value) !== '';
}
