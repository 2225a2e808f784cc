import { remembered } from '../text/remembered';

/** A value that has no fields of its own, as the API server decodes it. */
export type Scalar =
  | 'string'
  | 'bool'
  | 'int32'
  | 'int64'
  | 'number'
  | 'IntOrString'
  | 'Quantity'
  | 'Time'
  | 'Duration'
  | 'bytes'
  | 'any';

const SCALARS = new Set<string>([
  'string',
  'bool',
  'int32',
  'int64',
  'number',
  'IntOrString',
  'Quantity',
  'Time',
  'Duration',
  'bytes',
  'any',
] satisfies Scalar[]);

/** What belongs into a field. */
export type FieldType =
  | { readonly shape: 'scalar'; readonly scalar: Scalar }
  /** One of a closed set of texts; the empty text often stands for the default. */
  | { readonly shape: 'word'; readonly set: string; readonly mayBeEmpty: boolean }
  /** An object with fields of its own. */
  | { readonly shape: 'part'; readonly type: string }
  | { readonly shape: 'list'; readonly of: FieldType }
  | { readonly shape: 'map'; readonly of: FieldType };

/** What the API server knows of a field; the releases of Kubernetes are those that were looked at. */
export interface FieldDeclaration extends Lifetime {
  readonly type: FieldType;
  /** Whether the schema asks for it; Kubernetes' own kinds have rules for that instead. */
  readonly isRequired: boolean;
}

export interface Lifetime {
  /** The first minor release that has it, `1.33`; absent where all have it. */
  readonly since?: string;
  /** The last one. */
  readonly until?: string;
}

export interface Word extends Lifetime {
  readonly word: string;
}

export type Fields = ReadonlyMap<string, FieldDeclaration>;

/** Reads the fields of a type: `name!:string ports:[]ContainerPort restartPolicy:RestartPolicy@1.33-1.35`. */
export const fieldsIn = remembered((text: string): Fields => new Map(text.split(' ').filter(Boolean).map(fieldIn)));

/** Reads a closed set of texts: `Always OnFailure@1.33`. */
export const wordsIn = remembered((text: string): readonly Word[] =>
  text.split(' ').map((one) => {
    const [word, lifetime] = one.split('@');
    return { word, ...lifetimeIn(lifetime) };
  }),
);

function fieldIn(text: string): [string, FieldDeclaration] {
  const [declared, lifetime] = text.split('@');
  const colon = declared.indexOf(':');
  const name = declared.slice(0, colon);
  const isRequired = name.endsWith('!');
  const type = typeIn(declared.slice(colon + 1));
  return [isRequired ? name.slice(0, -1) : name, { type, isRequired, ...lifetimeIn(lifetime) }];
}

const typeIn = remembered((text: string): FieldType => {
  if (text.startsWith('[]')) return { shape: 'list', of: typeIn(text.slice(2)) };
  if (text.startsWith('{}')) return { shape: 'map', of: typeIn(text.slice(2)) };
  const [, sign, set] = /^(==?)(.*)/.exec(text) ?? [];
  if (set !== undefined) return { shape: 'word', set, mayBeEmpty: sign === '=' };
  return SCALARS.has(text) ? { shape: 'scalar', scalar: text as Scalar } : { shape: 'part', type: text };
});

function lifetimeIn(text: string | undefined): Lifetime {
  if (text === undefined) return {};
  const [since, until] = text.split('-');
  return { ...(since && { since }), ...(until && { until }) };
}
