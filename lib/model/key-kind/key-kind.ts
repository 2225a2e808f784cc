/** What the text of a secret key is. */
export type KeyKind =
  | { readonly kind: 'integer'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'port' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'url'; readonly schemes?: readonly string[] }
  | { readonly kind: 'oneOf'; readonly values: readonly string[] }
  | { readonly kind: 'json' }
  | { readonly kind: 'base64' }
  | { readonly kind: 'text'; readonly minLength?: number };

/** Whole numbers have 15 digits at most: every language reads them as they are. */
export const LARGEST = 10 ** 15 - 1;
