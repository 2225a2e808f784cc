import { kindText } from '../../model/key-kind/kind-text';
import type { SchemaVariable } from './applications';

/**
 * What a variable is, in a line of a comment. It begins with words of ours: what a person wrote is no decorator and no tag
 * behind them.
 */
export function variableComment({ kind, description }: SchemaVariable): string {
  const told = kind === undefined ? 'Text' : kindText(kind).replace(/^\w/, (letter) => letter.toUpperCase());
  return description === undefined ? `${told}.` : `${told}: ${description}`;
}
