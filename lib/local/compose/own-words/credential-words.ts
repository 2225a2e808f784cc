import { hasPlainCredential, isFlaggedCredential, isPlainCredential } from '../../../text/plain-credential';
import type { PlacedText } from './interpolation';

/** That a text is a credential, or has one in it, without a word of it. */
export function credentialProblem({ path, name, text, before }: PlacedText): string[] {
  const [, called = name, value = text] = /^([\w.-]{1,200})=(.*)$/s.exec(text) ?? [];
  const flag = /^--?([\w.-]{1,100})$/.exec(before ?? '')?.[1];
  const isCredential =
    isPlainCredential(called, value) ||
    hasPlainCredential(text) ||
    (flag !== undefined && !text.startsWith('-') && isFlaggedCredential(flag, text));
  return isCredential
    ? [
        `${path.replace(/^\./, '')} has a credential in plain text: put it into Infisical, and write "\${NAME}" in compose, or secretKeys`,
      ]
    : [];
}
