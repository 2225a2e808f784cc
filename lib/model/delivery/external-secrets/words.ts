import type { AppModel } from '../../app-model';
import type { Field, Path } from '../../field';
import type { Resource } from '../../resource';
import { externalSecretRequests, pushSecretRequests } from './objects';

type Words = readonly string[];
/** Below the spec, `*` for the items of a list. */
type WordsByPath = Readonly<Record<string, Words>>;

const REMOTE: WordsByPath = {
  conversionStrategy: ['Default', 'Unicode'],
  decodingStrategy: ['Auto', 'Base64', 'Base64URL', 'None'],
  metadataPolicy: ['None', 'Fetch'],
  nullBytePolicy: ['Ignore', 'Fail'],
};
const STORE_KINDS = ['SecretStore', 'ClusterSecretStore'];
const TEMPLATE: WordsByPath = {
  engineVersion: ['v2'],
  mergePolicy: ['Replace', 'Merge'],
  'templateFrom.*.configMap.items.*.templateAs': ['Values', 'KeysAndValues'],
  'templateFrom.*.secret.items.*.templateAs': ['Values', 'KeysAndValues'],
};

/**
 * The words that the API server allows in what is read of each kind, where it allows no other: external-secrets v2.9.0,
 * config/crds/bases (enum).
 */
const OF_EXTERNAL_SECRET: WordsByPath = {
  refreshPolicy: ['CreatedOnce', 'Periodic', 'OnChange'],
  'secretStoreRef.kind': STORE_KINDS,
  'target.creationPolicy': ['Owner', 'Orphan', 'Merge', 'None', 'CreateOrMerge'],
  'target.deletionPolicy': ['Delete', 'Merge', 'Retain'],
  ...below('target.template', TEMPLATE),
  ...below('data.*.remoteRef', REMOTE),
  'data.*.sourceRef.storeRef.kind': STORE_KINDS,
  ...below('dataFrom.*.extract', REMOTE),
  ...below('dataFrom.*.find', REMOTE),
  'dataFrom.*.sourceRef.storeRef.kind': STORE_KINDS,
  'dataFrom.*.rewrite.*.merge.conflictPolicy': ['Ignore', 'Error'],
  'dataFrom.*.rewrite.*.merge.priorityPolicy': ['IgnoreNotFound', 'Strict'],
  'dataFrom.*.rewrite.*.merge.strategy': ['Extract', 'JSON'],
};
const OF_PUSH_SECRET: WordsByPath = {
  updatePolicy: ['Replace', 'IfNotExists'],
  deletionPolicy: ['Delete', 'None'],
  'secretStoreRefs.*.kind': STORE_KINDS,
  'data.*.conversionStrategy': ['None', 'ReverseUnicode'],
  'dataTo.*.conversionStrategy': ['None', 'ReverseUnicode'],
  'dataTo.*.storeRef.kind': STORE_KINDS,
  ...below('template', TEMPLATE),
};

function below(path: string, words: WordsByPath): WordsByPath {
  return Object.fromEntries(Object.entries(words).map(([name, own]) => [`${path}.${name}`, own]));
}

/** A text where only a few words are allowed, and these. */
interface WordField {
  readonly resource: Resource;
  readonly at: Field;
  readonly value: string;
  readonly words: Words;
}

/** Every text of an ExternalSecret or a PushSecret in the place of which only a few words are allowed. */
export function wordFieldsOf(app: AppModel): WordField[] {
  return [
    ...wordFieldsIn(externalSecretRequests(app), OF_EXTERNAL_SECRET),
    ...wordFieldsIn(pushSecretRequests(app), OF_PUSH_SECRET),
  ];
}

function wordFieldsIn(
  requests: readonly { readonly resource: Resource; readonly spec: Field }[],
  allowed: WordsByPath,
): WordField[] {
  // One of the whole cluster is there once for each namespace.
  const specs = new Map(requests.map(({ resource, spec }) => [resource, spec]));
  return [...specs].flatMap(([resource, spec]) =>
    Object.entries(allowed).flatMap(([path, words]) =>
      fieldsAt(spec, path.split('.')).flatMap((at) =>
        typeof at.raw === 'string' ? [{ resource, at, value: at.raw, words }] : [],
      ),
    ),
  );
}

function fieldsAt(field: Field, [first, ...rest]: Path): readonly Field[] {
  if (first === undefined) return [field];
  return (first === '*' ? field.items() : [field.at(first)]).flatMap((one) => fieldsAt(one, rest));
}
