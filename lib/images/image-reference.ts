/** An image as it is written: `registry.example/orders:1.4.2@sha256:…`. */
export interface ImageReference {
  /** Without tag and digest, as it is written: `orders` stays `orders`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Why a text is no reference, for behind the text. */
export class NoReference extends Error {}

const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const HOST = String.raw`(?:${LABEL}(?:\.${LABEL})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?`;
const NAME = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const REPOSITORY = new RegExp(`^(?:${HOST}/)?(?<path>${NAME}(?:/${NAME})*)$`);
const TAG = /^\w[\w.-]{0,127}$/;
/** What a container runtime can verify, by how many digits it has. */
const DIGITS: { readonly [algorithm: string]: number } = { sha256: 64, sha384: 96, sha512: 128 };
/** Of repositories; tag and digest come to it. */
const LONGEST_PATH = 255;
const LONGEST = 1_024;

/**
 * The reference in a text, by the grammar with which the kubelet reads it (github.com/distribution/reference,
 * ParseNormalizedNamed).
 *
 * @throws NoReference if it is none, with the reason
 */
export function imageReferenceIn(text: string): ImageReference {
  if (text.length > LONGEST) throw new NoReference(`has ${text.length} characters, which no image has`);
  if (/\s|[^\x20-\x7e]/.test(text)) throw new NoReference('has a blank, or a character that no image has');
  if (/^[a-f0-9]{64}$/.test(text)) throw new NoReference('is an id, and no name of an image');
  const at = text.indexOf('@');
  const [named, digest] = at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
  // The colon of a port stands before a slash.
  const [, repository = named, tag] = /^(.*):([^/]*)$/.exec(named) ?? [];
  const problem =
    repositoryProblem(repository) ??
    (tag === undefined ? undefined : tagProblem(tag)) ??
    (digest === undefined ? undefined : digestProblem(digest));
  if (problem !== undefined) throw new NoReference(problem);
  return { repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** The text of a reference. */
export function referenceText({ repository, tag, digest }: ImageReference): string {
  return [repository, tag === undefined ? '' : `:${tag}`, digest === undefined ? '' : `@${digest}`].join('');
}

/** What is wrong with a tag, for behind the text; undefined if it is one. */
export function tagProblem(tag: string): string | undefined {
  return TAG.test(tag)
    ? undefined
    : 'has no valid tag: it is made of letters, digits, "_", "." and "-", begins with none of the last two, and has 128 characters at most';
}

/** What is wrong with a digest, for behind the text; undefined if it is one. */
export function digestProblem(digest: string): string | undefined {
  const [algorithm, digits = ''] = digest.split(/:(.*)/s);
  const length = Object.hasOwn(DIGITS, algorithm) ? DIGITS[algorithm] : undefined;
  if (length === undefined) return 'has no valid digest: it begins with "sha256:", behind "@"';
  if (digits.length !== length)
    return `has a digest of ${digits.length} digits, ${algorithm} has ${length}: copy it as a whole`;
  return /^[0-9a-f]+$/.test(digits) ? undefined : 'has a digest with more than 0-9 and a-f: copy it as it is';
}

function repositoryProblem(repository: string): string | undefined {
  if (repository === '') return 'has no name before its tag or digest';
  if (repository.includes('://')) return 'is a URL: leave out what stands up to "://"';
  const { path } = REPOSITORY.exec(normalized(repository))?.groups ?? {};
  if (path === undefined) {
    const isUpper = REPOSITORY.test(normalized(repository.toLowerCase()));
    return isUpper ? 'has capital letters in its name: write them small' : 'is no name of an image';
  }
  return path.length > LONGEST_PATH
    ? `has a name of ${path.length} characters, ${LONGEST_PATH} are allowed`
    : undefined;
}

const DOCKER = 'docker.io';

/** With the registry that is meant where none is named: what comes first is one if it can be no part of a name. */
function normalized(repository: string): string {
  const slash = repository.indexOf('/');
  const [first, rest] = [repository.slice(0, Math.max(slash, 0)), repository.slice(slash + 1)];
  const isHost = slash >= 0 && (first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first);
  const host = !isHost || first === 'index.docker.io' ? DOCKER : first;
  const path = isHost ? rest : repository;
  return `${host}/${host === DOCKER && !path.includes('/') ? 'library/' : ''}${path}`;
}
