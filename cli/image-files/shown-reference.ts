import { type ImageReference, referenceText } from '../../lib/images/image-reference';

/**
 * What differs between references of one repository, for people: the tag, and how the digest begins. With a blank between
 * them, as half a digest behind a repository looks like the host behind a password.
 */
export function shortReference({ tag, digest }: ImageReference): string {
  return [tag, digest === undefined ? undefined : `@${shortDigest(digest)}`].filter(Boolean).join(' ');
}

/** References side by side: what they have in common is not repeated. */
export function sideBySide(references: readonly ImageReference[]): string[] {
  const repositories = new Set(references.map(({ repository }) => repository));
  if (repositories.size > 1) {
    return references.map(({ repository, ...version }) => {
      const short = shortReference({ repository, ...version });
      return `${repository}${short.startsWith('@') ? ' ' : ':'}${short}`;
    });
  }
  const short = references.map(shortReference);
  const isSame = new Set(references.map(referenceText)).size > new Set(short).size;
  return isSame ? references.map(referenceText) : short;
}

const DIGITS = 12;

/** As registries and git show them. */
function shortDigest(digest: string): string {
  const [algorithm, digits = ''] = digest.split(':');
  return `${algorithm === 'sha256' ? '' : `${algorithm}:`}${digits.slice(0, DIGITS)}`;
}
