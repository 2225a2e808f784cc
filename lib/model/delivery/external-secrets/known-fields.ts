import { closest, isNearly } from '../../../text/did-you-mean';
import { quotedText } from '../../../text/key-name';
import { listed } from '../../../text/listed';
import type { Field, Path } from '../../field';

const REMOTE = [
  'key',
  'metadataPolicy',
  'property',
  'version',
  'conversionStrategy',
  'decodingStrategy',
  'nullBytePolicy',
];

const METHODS = [
  ...['universalAuthCredentials', 'azureAuthCredentials', 'gcpIdTokenAuthCredentials', 'gcpIamAuthCredentials'],
  ...['jwtAuthCredentials', 'ldapAuthCredentials', 'ociAuthCredentials', 'kubernetesAuthCredentials'],
  ...['awsAuthCredentials', 'tokenAuthCredentials'],
];

/**
 * The fields that each part of an object has, of those by which is read what it asks Infisical for: external-secrets v2.9.0,
 * apis/externalsecrets/v1/externalsecret_types.go, secretsstore_infisical_types.go, secretstore_types.go (CAProvider).
 */
const FIELDS = {
  provider: ['auth', 'secretsScope', 'hostAPI', 'caBundle', 'caProvider'],
  secretsScope: [
    ...['secretsPath', 'recursive', 'environmentSlug', 'projectSlug', 'organizationSlug', 'expandSecretReferences'],
    'includeSecretPath',
  ],
  auth: METHODS,
  universalAuthCredentials: ['clientId', 'clientSecret'],
  selector: ['name', 'key', 'namespace'],
  caProvider: ['type', 'name', 'key', 'namespace'],
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
  rewriteMerge: ['into', 'conflictPolicy', 'priority', 'priorityPolicy', 'strategy'],
  rewriteRegexp: ['source', 'target'],
  rewriteTransform: ['template'],
} as const;

export type PartName = keyof typeof FIELDS;

/** What does not say where is read: a newer release may know more of it, and only what is nearly right is misspelt. */
const OF_LOGIN: readonly PartName[] = ['auth', 'universalAuthCredentials', 'selector', 'caProvider'];

/** A field that the API server does not know, where what it says may change what is read; and what to write instead. */
export interface MisspeltField {
  readonly at: Field;
  readonly problem: string;
  /** Where the field belongs that was meant, where anybody can tell. */
  readonly meant?: Path;
}

export function misspeltFieldsIn(part: PartName, field: Field): MisspeltField[] {
  const known: readonly string[] = FIELDS[part];
  return field.entries().flatMap(([name, at]) => {
    if (known.includes(name)) return [];
    const meant = closest(name, known);
    if (meant === undefined && OF_LOGIN.includes(part)) return [];
    const problem = `${quotedText(name)} is no field of ${shownPart(field)}: ${meant === undefined ? `it has ${listed(known)}` : `did you mean "${meant}"?`}`;
    return [{ at, problem, ...(meant !== undefined && { meant: [...field.path, meant] }) }];
  });
}

/** Of a store without Infisical: what was meant to be it. */
export function misspeltProviderIn(spec: Field): MisspeltField | undefined {
  const [slip] = spec.at('provider').isGiven ? [] : spec.entries().filter(([name]) => isNearly(name, 'provider'));
  const holder = slip?.[1] ?? spec.at('provider');
  const [infisical] = holder.entries().filter(([name]) => name === 'infisical' || isNearly(name, 'infisical'));
  if (infisical === undefined || (slip === undefined && infisical[0] === 'infisical')) return undefined;
  const [[name, at], meant] = slip === undefined ? [infisical, 'infisical'] : [slip, 'provider'];
  const problem = `${quotedText(name)} is no field of ${shownPart(slip === undefined ? holder : spec)}: did you mean "${meant}"?`;
  return { at, problem, meant: [...spec.path, 'provider', ...(slip === undefined ? ['infisical'] : [])] };
}

function shownPart({ key, holder }: Field): string {
  return typeof key === 'number' ? `${String(holder?.key)}[${key}]` : key;
}
