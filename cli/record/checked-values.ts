import type { Fields } from '../../lib/json/json';
import { keyNameProblem, quotedKey, quotedName, quotedText } from '../../lib/text/key-name';
import type { Path } from '../yaml/kubernetes-yaml';

export const FIELD = 'x-infisical';

/** That something in a record is not as we write it. */
export class RecordProblem extends Error {
  public constructor(
    public readonly path: Path,
    what: string,
  ) {
    super(`${nameOf(path)} ${what}: run \`npx cdk8s-infisical synth\`, which writes it`);
  }
}

export function mapAt(value: unknown, path: Path, known?: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RecordProblem(path, 'must be a map');
  const other = known && Object.keys(value).find((field) => !known.includes(field));
  if (other !== undefined) throw new RecordProblem(path, `has the field ${quotedName(other)}, which is unknown`);
  return value as Fields;
}

export function listAt(value: unknown, path: Path): readonly unknown[] {
  if (!Array.isArray(value)) throw new RecordProblem(path, 'must be a list');
  return value;
}

export function textAt(value: unknown, path: Path): string {
  if (typeof value !== 'string' || value === '') throw new RecordProblem(path, 'must be text');
  return value;
}

export function keyAt(key: string, path: Path): string {
  const problem = keyNameProblem(key);
  if (problem !== undefined) throw new RecordProblem(path, problem);
  return key;
}

export function slugAt(value: unknown, path: Path): string {
  const slug = textAt(value, path);
  if (keyNameProblem(slug) !== undefined || !/^[\w-]{1,64}$/.test(slug)) {
    throw new RecordProblem(path, 'must be made of letters, digits, "_" and "-"');
  }
  return slug;
}

/** `x-infisical.reads[0].keys.PORT`. */
function nameOf(path: Path): string {
  const parts = path.map((part, index) => {
    if (typeof part === 'number') return `[${part}]`;
    return `${index === 0 ? '' : '.'}${/^[\w./-]+$/.test(part) && quotedText(part) === `"${part}"` ? part : quotedKey(part)}`;
  });
  return parts.join('') || 'the file';
}
