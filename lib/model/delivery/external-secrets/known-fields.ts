import { closest } from '../../../text/did-you-mean';
import { quotedText } from '../../../text/key-name';
import { listed } from '../../../text/listed';
import type { Field } from '../../field';

const REMOTE = [
  'key',
  'metadataPolicy',
  'property',
  'version',
  'conversionStrategy',
  'decodingStrategy',
  'nullBytePolicy',
];

/** The fields that each part of an object has, of those by which is read what it asks Infisical for. */
const FIELDS = {
  provider: ['auth', 'secretsScope', 'hostAPI', 'caBundle', 'caProvider'],
  secretsScope: [
    ...['secretsPath', 'recursive', 'environmentSlug', 'projectSlug', 'organizationSlug', 'expandSecretReferences'],
    'includeSecretPath',
  ],
  spec: ['secretStoreRef', 'target', 'refreshPolicy', 'refreshInterval', 'syncWindows', 'data', 'dataFrom'],
  storeRef: ['name', 'kind'],
  target: ['name', 'creationPolicy', 'deletionPolicy', 'template', 'manifest', 'immutable'],
  template: ['type', 'engineVersion', 'metadata', 'mergePolicy', 'data', 'templateFrom'],
  templateFrom: ['configMap', 'secret', 'target', 'literal', 'valuesDecodingStrategy'],
  data: ['secretKey', 'remoteRef', 'sourceRef'],
  remoteRef: REMOTE,
  sourceRef: ['storeRef', 'generatorRef'],
  dataFrom: ['extract', 'find', 'rewrite', 'sourceRef'],
  find: ['path', 'name', 'tags', 'conversionStrategy', 'decodingStrategy', 'nullBytePolicy'],
  findName: ['regexp'],
  rewrite: ['merge', 'regexp', 'transform'],
} as const;

export type PartName = keyof typeof FIELDS;

/** A field that the API server does not know, where what it says may change what is read; and what to write instead. */
export interface MisspeltField {
  readonly at: Field;
  readonly problem: string;
}

export function misspeltFieldIn(part: PartName, field: Field): MisspeltField | undefined {
  const known: readonly string[] = FIELDS[part];
  const found = field.entries().find(([name]) => !known.includes(name));
  if (found === undefined) return undefined;
  const [name, at] = found;
  const meant = closest(name, known) ?? known.find((one) => one.toLowerCase() === name.toLowerCase());
  const remedy = meant === undefined ? `it has ${listed(known)}` : `did you mean "${meant}"?`;
  return { at, problem: `${quotedText(name)} is no field of ${shownPart(field)}: ${remedy}` };
}

function shownPart({ key, holder }: Field): string {
  return typeof key === 'number' ? `${String(holder?.key)}[${key}]` : key;
}
