import { Field } from '../../field';
import { folderPath } from '../../folder';
import { readYaml, type YamlInText } from '../../yaml-in-text/read-yaml';
import type { TextPlaceInObject } from '../delivery';
import { isOfOthers, type Parameter, type Parameters } from './parameters';

/** A file that a class lists, and the secret that is in it. */
export interface ListedFile extends TextPlaceInObject {
  /** The item of the list, whose path is one in the text. */
  readonly item: Field;
  /** Absent where the class says none, and nothing can be mounted therefore. */
  readonly fileName?: string;
  /** Absent where the class says none. */
  readonly key?: string;
  /** The folder in Infisical. */
  readonly path: string;
  /** Whether it is in a list of the other provider. */
  readonly isOther: boolean;
  /** Where a part of the item stands. */
  readonly placeOf: (name: string) => TextPlaceInObject;
}

/** The list that a class has in a text of its parameters. */
export interface FileList {
  readonly parameter: Parameter;
  readonly files: readonly ListedFile[];
  /** Whether it is one at all, as far as it is read: an empty text is one. */
  readonly isList: boolean;
  /** Why it is unread. */
  readonly problem?: TextPlaceInObject & { readonly message: string };
}

const KNOWN = new WeakMap<Parameters, { readonly list: FileList | undefined }>();

/** The list of files; undefined where the class has none, and where what stands there is no text. */
export function fileListOf(parameters: Parameters): FileList | undefined {
  const known = KNOWN.get(parameters) ?? { list: readList(parameters) };
  KNOWN.set(parameters, known);
  return known.list;
}

function readList(parameters: Parameters): FileList | undefined {
  const isOther = isOfOthers(parameters);
  const parameter = parameters.get(isOther ? 'objects' : 'secrets');
  const text = parameter?.field.value;
  if (parameter === undefined || text === undefined) return undefined;
  const read = readYaml(text);
  const place = { resource: parameter.resource, at: parameter.field.path };
  if (read.problem !== undefined) {
    const { lineInText, message } = read.problem;
    return { parameter, files: [], isList: true, problem: { ...place, lineInText, message } };
  }
  if (read.content !== null && !Array.isArray(read.content)) {
    return { parameter, files: [], isList: false, problem: { ...place, lineInText: 0, message: 'it is no list' } };
  }
  const root = folderPath(parameters.get('secretsPath')?.field.value ?? '');
  const files = Field.of(read.content)
    .items()
    .map((item) => listedFile(item, { ...place, read, root: isOther ? root : undefined }));
  return { parameter, files, isList: true };
}

interface About extends TextPlaceInObject {
  readonly read: YamlInText;
  /** The folder of all files; absent where each names its own. */
  readonly root: string | undefined;
}

function listedFile(item: Field, { read, root, resource, at }: About): ListedFile {
  const placeOf = (name: string) => ({ resource, at, lineInText: read.lineOf([...item.path, name]) });
  const textAt = (name: string) => item.text(name).value || undefined;
  if (root !== undefined) {
    const key = textAt('objectName');
    const fileName = textAt('objectAlias') ?? key;
    return { ...placeOf('objectName'), item, key, fileName, path: root, isOther: true, placeOf };
  }
  const path = folderPath(textAt('secretPath') ?? '');
  const [key, fileName] = [textAt('secretKey'), textAt('fileName')];
  return { ...placeOf('secretKey'), item, key, fileName, path, isOther: false, placeOf };
}

/** One text for one secret. */
export function secretOf({ path, key }: Pick<ListedFile, 'path' | 'key'>): string {
  return JSON.stringify([path, key]);
}
