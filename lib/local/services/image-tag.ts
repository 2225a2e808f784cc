import { digestProblem, tagProblem } from '../../images/image-reference';

/** Of an image of PostgreSQL where another version comes first: `2.30.2-pg17`. */
const NAMED_MAJOR = /(?:^|[^a-z])pg(\d{1,2})(?!\d)/;
const LEADING_VERSION = /^v?(\d{1,2})(?:\.(\d+)|(?=$|[-@]|(?:alpha|beta|rc)\d))/;

/** What is wrong with a tag, a digest, or both: `17.11`, `sha256:…`, `17.11@sha256:…`. */
export function imageTagProblem(text: string): string | undefined {
  const [tag, digest] = text.startsWith('sha256:') ? [undefined, text] : text.split(/@(.*)/s);
  return (
    (tag === undefined ? undefined : tagProblem(tag)) ?? (digest === undefined ? undefined : digestProblem(digest))
  );
}

/** `postgres:17.11`, `postgres@sha256:…`. */
export function taggedImage(repository: string, tag: string): string {
  return `${repository}${tag.startsWith('sha256:') ? '@' : ':'}${tag}`;
}

/** The first number of a tag that begins with a version; undefined for `latest` and digests. */
export function majorVersion(tag: string): number | undefined {
  return leadingNumbers(tag)[0];
}

/** The second number of a tag that begins with a version. */
export function minorVersion(tag: string): number | undefined {
  return leadingNumbers(tag)[1];
}

/** The version of PostgreSQL that a tag names behind `pg`: `pg17`, `2.30.2-pg17`, `latest-pg18`. */
export function namedPostgresMajor(tag: string): number | undefined {
  const [, major] = NAMED_MAJOR.exec(tag.split('@')[0]) ?? [];
  return major === undefined ? undefined : Number(major);
}

function leadingNumbers(tag: string): (number | undefined)[] {
  const [, ...numbers] = LEADING_VERSION.exec(tag) ?? [];
  return numbers.map((number) => (number === undefined ? undefined : Number(number)));
}
