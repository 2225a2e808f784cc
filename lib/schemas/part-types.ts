import type { Manifest } from '../model/manifest';
import { remembered } from '../text/remembered';
import {
  type FieldDeclaration,
  type Fields,
  type FieldType,
  fieldsIn,
  type Lifetime,
  type Word,
  wordsIn,
} from './field-types';
import { KUBERNETES_KINDS, KUBERNETES_PARTS, KUBERNETES_WORDS } from './kubernetes-types';
import { OPERATOR_KINDS, OPERATOR_PARTS, OPERATOR_WORDS } from './operator-types';

/** The name of a type that has fields: `Container`, `ObjectMeta`; for the operator a path, `InfisicalSecret.spec`. */
export type PartType = keyof typeof KUBERNETES_PARTS | keyof typeof OPERATOR_PARTS;

/** Who decodes an object: Kubernetes' own kinds by their Go types, those of the operator by the schemas of its CRDs. */
export type Decoder = 'kubernetes' | 'operator';

type Texts = Readonly<Record<string, string | undefined>>;

const PARTS: Texts = { ...OPERATOR_PARTS, ...KUBERNETES_PARTS };
const WORDS: Texts = { ...OPERATOR_WORDS, ...KUBERNETES_WORDS };
const [OF_KUBERNETES, OF_OPERATOR]: readonly [Texts, Texts] = [KUBERNETES_KINDS, OPERATOR_KINDS];

export interface KindDeclaration extends Lifetime {
  readonly type: PartType;
  readonly decoder: Decoder;
}

/** What is known of the kind of an object; undefined for kinds that nobody here knows. */
export function kindDeclarationOf({ apiVersion, kind }: Manifest): KindDeclaration | undefined {
  return declarationOf(`${apiVersion} ${kind}`);
}

const declarationOf = remembered((name): KindDeclaration | undefined => {
  for (const [kinds, decoder] of [
    [OF_KUBERNETES, 'kubernetes'],
    [OF_OPERATOR, 'operator'],
  ] as const) {
    if (!Object.hasOwn(kinds, name)) continue;
    const { word, ...lifetime } = wordsIn(kinds[name] ?? '')[0];
    return { type: word as PartType, decoder, ...lifetime };
  }
  return undefined;
});

export const fieldsOf = remembered((type): Fields => fieldsIn(PARTS[type] ?? ''));

/** A field of a type, as the walk through an object wants to know it. */
export interface OwnField {
  readonly name: string;
  readonly type: FieldType;
  /** Its place among those of the type. */
  readonly place: number;
  /** Whether every release has it. */
  readonly isEverywhere: boolean;
  /** Of which type of JavaScript every value is one of it; absent where more is to be asked. */
  readonly simply?: 'string' | 'boolean';
  readonly holdsParts: boolean;
}

export const ownFieldsOf = remembered((type): ReadonlyMap<string, OwnField> => {
  const own = new Map<string, OwnField>();
  for (const [name, { type: of, since, until }] of fieldsOf(type)) {
    const isEverywhere = since === undefined && until === undefined;
    own.set(name, {
      name,
      type: of,
      place: own.size,
      isEverywhere,
      simply: simpleTypeOf(of),
      holdsParts: holdsParts(of),
    });
  }
  return own;
});

function simpleTypeOf(type: FieldType): OwnField['simply'] {
  if (type.shape === 'word') return 'string';
  if (type.shape !== 'scalar') return undefined;
  if (type.scalar === 'bool') return 'boolean';
  return ['number', 'int32', 'int64'].includes(type.scalar) ? undefined : 'string';
}

function holdsParts(type: FieldType): boolean {
  return type.shape === 'part' || ((type.shape === 'list' || type.shape === 'map') && holdsParts(type.of));
}

/** Tells of types whether a field is like that; each is read when somebody asks. */
export function typesWith(isSuch: (declaration: FieldDeclaration) => boolean): (type: PartType) => boolean {
  return (type) => [...fieldsOf(type).values()].some(isSuch);
}

/** A closed set of texts. */
export function wordsOf(set: string): readonly Word[] {
  return wordsIn(WORDS[set] ?? '');
}
