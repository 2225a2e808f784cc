import { quotedName, quotedText } from '../../../text/key-name';
import { folderPath } from '../../folder';
import { baseUrl } from '../../host';
import { isFilledInLater } from '../../resource';
import type { DeliveryNeed, DeliverySource, TextPlaceInObject, Unfollowed } from '../delivery';
import { meantParameter } from './known-parameters';
import { fileListOf, type ListedFile, secretOf } from './listed-files';
import { isOfOthers, type Parameters } from './parameters';
import type { ProviderClass } from './provider-class';

/** What a class mounts with some parameters. */
export interface ClassContent {
  readonly needs: readonly DeliveryNeed[];
  /** Of each file by its name: what it is made of. */
  readonly files: ReadonlyMap<string, readonly DeliveryNeed[]>;
  /** Where each secret of a folder becomes a file of the same name: that secret. */
  readonly fileOfKey?: (key: string) => DeliveryNeed;
  readonly unknown: readonly Unfollowed[];
  /** Whether the files above are all that there are. */
  readonly isWhole: boolean;
}

export function contentOf(provider: ProviderClass, parameters: Parameters): ClassContent {
  const isOther = isOfOthers(parameters);
  const misspelt = isOther ? [] : misspeltIn(provider, parameters);
  if (misspelt.length > 0) return { needs: [], files: new Map(), unknown: misspelt, isWhole: false };
  const source = sourceOf(provider, parameters, isOther);
  if ('message' in source) return { needs: [], files: new Map(), unknown: [source], isWhole: false };
  const list = fileListOf(parameters);
  if (list !== undefined) {
    if (list.problem === undefined) return listedContent(list.files, source, isOther);
    const { message, ...place } = list.problem;
    const unknown = [{ ...place, message: `the list in ${nameOf(place)} is unread: ${message}` }];
    return { needs: [], files: new Map(), unknown, isWhole: false };
  }
  const at = { resource: provider.resource, at: provider.parameters.path };
  const written = parameters.get(isOther ? 'objects' : 'secrets');
  if (!isOther || written?.field.isGiven) {
    const place = written === undefined ? at : { resource: written.resource, at: written.field.path };
    const message = `which secrets the class "${provider.name}" mounts is not known: it has no list of them as a text`;
    return { needs: [], files: new Map(), unknown: [{ ...place, message }], isWhole: false };
  }
  return wholeFolder(source, at);
}

function nameOf({ at }: TextPlaceInObject): string {
  return `${at.at(-1)}`;
}

/** Every secret of a folder. */
function wholeFolder(source: DeliverySource, place: TextPlaceInObject): ClassContent {
  const of = { ...place, source, optional: false };
  return {
    needs: [of],
    files: new Map(),
    fileOfKey: (key) => ({ ...of, key }),
    unknown: [],
    isWhole: false,
  };
}

/** What the provider ignores, and whoever wrote it meant something by: where the class asks may be meant otherwise. */
function misspeltIn({ name: className }: ProviderClass, parameters: Parameters): Unfollowed[] {
  return [...parameters].flatMap(([name, { resource, field }]) => {
    const meant = meantParameter(name);
    if (meant === undefined) return [];
    const message = `the class ${quotedName(className)} is unread: its provider ignores ${quotedText(name)}, whose name for that is ${meant}`;
    return [{ resource, at: field.path, message }];
  });
}

/** Where a class asks; or what of it nobody knows. */
function sourceOf(provider: ProviderClass, parameters: Parameters, isOther: boolean): DeliverySource | Unfollowed {
  const names = isOther ? ['projectSlug', 'envSlug'] : ['projectId', 'envSlug'];
  for (const name of [...names, isOther ? 'secretsPath' : 'infisicalUrl']) {
    const problem = problemOf(provider, parameters, name, names.includes(name));
    if (problem !== undefined) return problem;
  }
  const textOf = (name: string) => parameters.get(name)?.field.value;
  const url = isOther ? undefined : textOf('infisicalUrl');
  return {
    ...(url ? { host: baseUrl(url) } : {}),
    ...(isOther ? { projectSlug: textOf('projectSlug') } : { projectId: textOf('projectId') }),
    environment: textOf('envSlug') ?? '',
    path: isOther ? folderPath(textOf('secretsPath') ?? '') : '/',
    recursive: false,
  };
}

function problemOf(
  { name: className, resource, parameters: all }: ProviderClass,
  parameters: Parameters,
  name: string,
  isNeeded: boolean,
): Unfollowed | undefined {
  const parameter = parameters.get(name);
  const place = parameter === undefined ? { resource, at: all.path } : { ...parameter, at: parameter.field.path };
  const at = { resource: place.resource, at: place.at };
  const value = parameter?.field.value;
  if (value !== undefined && isFilledInLater(at.resource, value)) {
    return { ...at, message: `what ${name} of the class "${className}" is becomes known only when it is filled in` };
  }
  const isWrong = parameter?.field.isGiven === true && value === undefined;
  if (!isWrong && (value || !isNeeded)) return undefined;
  return { ...at, message: `where the class "${className}" asks Infisical is not known: it has no ${name} as a text` };
}

/** @param isOther whether the provider writes each file that is listed, also several of one secret */
function listedContent(listed: readonly ListedFile[], source: DeliverySource, isOther: boolean): ClassContent {
  const unknown: Unfollowed[] = [];
  const lastFile = new Map(listed.map((file) => [secretOf(file), file]));
  const needs = new Map<string, DeliveryNeed>();
  const files = new Map<string, DeliveryNeed[]>();
  for (const file of listed) {
    const message = unknownOf(file);
    const { resource, at, lineInText } = file;
    const place = { resource, at, lineInText };
    const secret = secretOf(file);
    if (message !== undefined) unknown.push({ ...place, message });
    const need = { ...place, source: { ...source, path: file.path }, key: file.key, optional: false };
    const isKnown = message === undefined;
    if (isKnown && !needs.has(secret)) needs.set(secret, need);
    // Of a secret that is listed twice, the provider writes the last file only.
    const isLost = isKnown && !isOther && lastFile.get(secret) !== file;
    if (file.fileName === undefined || isLost) continue;
    const made = files.get(file.fileName) ?? [];
    if (isKnown) made.push(need);
    files.set(file.fileName, made);
  }
  return { needs: [...needs.values()], files, unknown, isWhole: true };
}

function unknownOf({ key, path, item, resource, ...file }: ListedFile): string | undefined {
  if (key === undefined) return 'which secret this item means is not known: it has no secretKey';
  if (![key, path, file.fileName ?? ''].some((text) => isFilledInLater(resource, text))) return undefined;
  return 'which secret this item means becomes known only when it is filled in';
}
