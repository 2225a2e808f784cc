import type { Fields } from '../../lib/json/json';
import { urlProblem } from '../../lib/model/host';
import { keyNameProblem, quotedKey, quotedName, quotedText } from '../../lib/text/key-name';
import type { TextPlace } from '../../lib/text/place-in-text';
import type { ReadProblem } from '../manifests/read-manifests';
import { decodedText } from '../yaml/decoded-text';
import { documentsIn, type KubernetesDocument, type Path } from '../yaml/kubernetes-yaml';
import { replacedIn, type ToldVariable, untoldUse } from './untold-keys';

/** What a compose file tells of the keys of its services, as `LocalStack` writes it. */
export interface ComposeKeys {
  readonly file: string;
  /** Where `x-infisical` stands. */
  readonly place: TextPlace;
  /** Base URL. */
  readonly host: string;
  readonly projectId: string;
  readonly projectSlug?: string;
  readonly environment: string;
  /** All there are, those without keys too. */
  readonly services: readonly string[];
  readonly keys: readonly ServiceKey[];
}

interface ServiceKey {
  readonly service: string;
  readonly key: string;
  /** Where it may come from. Of two that have it, the last one wins. */
  readonly paths: readonly string[];
  /** The variable that has the value; absent where the service does not show it. */
  readonly variable?: string;
  /** What passes it on. */
  readonly place: TextPlace;
}

const FIELD = 'x-infisical';

/** Whether a text is a compose file of `LocalStack` that tells of its keys, in whatever state it is. */
export function isOwnCompose(text: string): boolean {
  return text.includes('# Made by cdk8s-infisical') && /^["']?x-infisical["']?\s*:/m.test(text);
}

/** What the compose file tells, or why it counts as unread. Anybody may have written it. */
export function composeKeysIn(bytes: Uint8Array, file: string): ComposeKeys | ReadProblem {
  const text = decodedText(bytes);
  if (typeof text !== 'string') return { file, ...text };
  const [document, second] = documentsIn(text);
  if (document?.problem !== undefined) return { file, ...document.problem };
  if (document === undefined || second !== undefined) {
    return { file, line: 1, column: 1, message: 'it is no compose file of one document' };
  }
  try {
    return new ComposeReading(document, file).keys();
  } catch (error) {
    if (error instanceof ComposeProblem) return { file, ...document.placeAt(error.path), message: error.message };
    throw error;
  }
}

class ComposeProblem extends Error {
  public constructor(
    public readonly path: Path,
    what: string,
  ) {
    super(`${nameOf(path)} ${what}: run \`npx cdk8s-infisical synth\`, which writes it`);
  }
}

class ComposeReading {
  private readonly told: ToldVariable[] = [];

  public constructor(
    private readonly document: KubernetesDocument,
    private readonly file: string,
  ) {}

  public keys(): ComposeKeys {
    const compose = recordAt(this.document.content, []);
    const own = recordAt(compose[FIELD], [FIELD], ['host', 'project', 'environment', 'paths', 'keys']);
    const project = recordAt(own.project, [FIELD, 'project'], ['id', 'slug']);
    const host = textAt(own.host, [FIELD, 'host']).replace(/\/+$/, '');
    if (urlProblem(host) !== undefined || /[@?#]/.test(host))
      throw new ComposeProblem([FIELD, 'host'], 'is no URL of a host');
    const services = recordAt(compose.services, ['services']);
    const keys = this.serviceKeys(recordAt(own.keys, [FIELD, 'keys']), services, this.pathsAt(own.paths));
    const untold = untoldUse(compose, [...this.told, ...keys.map(({ service, key }) => ({ service, variable: key }))]);
    if (untold !== undefined) {
      throw new ComposeProblem(untold.path, `takes ${quotedName(untold.variable)}, which ${FIELD} does not tell`);
    }
    return {
      file: this.file,
      place: this.document.placeAt([FIELD]),
      host,
      projectId: slugAt(project.id, [FIELD, 'project', 'id']),
      projectSlug: project.slug === undefined ? undefined : slugAt(project.slug, [FIELD, 'project', 'slug']),
      environment: slugAt(own.environment, [FIELD, 'environment']),
      services: Object.keys(services),
      keys,
    };
  }

  private pathsAt(value: unknown): string[] {
    const at = [FIELD, 'paths'];
    const paths = listAt(value, at).map((path, index) => textAt(path, [...at, index]));
    const odd = paths.findIndex((path) => !/^\/[\w/-]*$/.test(path));
    if (odd >= 0) throw new ComposeProblem([...at, odd], 'is no path like "/a/b"');
    if (paths.length === 0) throw new ComposeProblem(at, 'names no path');
    return paths;
  }

  private serviceKeys(keys: Fields, services: Fields, paths: readonly string[]): ServiceKey[] {
    return Object.keys(keys).flatMap((service) => {
      if (!Object.hasOwn(services, service)) {
        throw new ComposeProblem([FIELD, 'keys', service], 'is a service that the file does not have');
      }
      const { environment } = recordAt(services[service], ['services', service]);
      return this.toldKeys(keys, service, paths).flatMap(({ key, at, from }): ServiceKey[] => {
        const passed = passingVariables(environment, key);
        if (passed.length === 0) return [{ service, key, paths: from, place: this.document.placeAt(at) }];
        return passed.map(({ variable, entry, value }) => {
          // The names of keys are not unique: those that compose replaces are.
          if (typeof value === 'string') this.told.push({ service, variable: replacedIn(value)[0] });
          const place = this.document.placeAt(['services', service, 'environment', entry]);
          return { service, key, paths: from, variable, place };
        });
      });
    });
  }

  /** A list of keys that may come from each path; or such lists by the paths from which the service takes them. */
  private toldKeys(keys: Fields, service: string, paths: readonly string[]): ToldKey[] {
    const at = [FIELD, 'keys', service];
    const told = keys[service];
    if (Array.isArray(told))
      return told.map((key, index) => ({ key: keyAt(key, [...at, index]), at: [...at, index], from: paths }));
    const byKey = new Map<string, ToldKey>();
    for (const [path, names] of Object.entries(recordAt(told, at))) {
      if (!paths.includes(path))
        throw new ComposeProblem([...at, path], 'is a path that x-infisical.paths does not have');
      for (const [index, name] of listAt(names, [...at, path]).entries()) {
        const folder = [...at, path, index];
        const key = keyAt(name, folder);
        const known = byKey.get(key) ?? { key, at: folder, from: [] };
        byKey.set(key, { ...known, from: paths.filter((one) => one === path || known.from.includes(one)) });
      }
    }
    return [...byKey.values()];
  }
}

interface ToldKey {
  readonly key: string;
  readonly at: Path;
  readonly from: readonly string[];
}

interface Passing {
  readonly variable: string;
  readonly entry: string | number;
  readonly value: unknown;
}

/** The variables of a service that pass a key on: `KEY`, `KEY:`, `OTHER: ${KEY?…}`, or with another name for the key. */
function passingVariables(environment: unknown, key: string): Passing[] {
  if (Array.isArray(environment)) {
    return environment.flatMap((item, entry) => (item === key ? [{ variable: key, entry, value: null }] : []));
  }
  if (typeof environment !== 'object' || environment === null) return [];
  return Object.entries(environment).flatMap(([variable, value]) => {
    const isPassed = value === null ? variable === key : isReference(value, key);
    return isPassed ? [{ variable, entry: variable, value }] : [];
  });
}

function isReference(value: unknown, key: string): boolean {
  const [, name, rest = ''] = /^\$\{([\w.-]+)([?:}].*)$/s.exec(typeof value === 'string' ? value : '') ?? [];
  return name === key || (name !== undefined && rest.startsWith(`?the key ${key} is missing in Infisical (`));
}

function recordAt(value: unknown, path: Path, known?: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ComposeProblem(path, 'must be a map');
  const other = known && Object.keys(value).find((field) => !known.includes(field));
  if (other !== undefined) throw new ComposeProblem(path, `has the field ${quotedName(other)}, which is unknown`);
  return Object.fromEntries(Object.entries(value));
}

function listAt(value: unknown, path: Path): readonly unknown[] {
  if (!Array.isArray(value)) throw new ComposeProblem(path, 'must be a list');
  return value;
}

function textAt(value: unknown, path: Path): string {
  if (typeof value !== 'string' || value === '') throw new ComposeProblem(path, 'must be text');
  return value;
}

function keyAt(value: unknown, path: Path): string {
  const key = textAt(value, path);
  const problem = keyNameProblem(key);
  if (problem !== undefined) throw new ComposeProblem(path, problem);
  return key;
}

function slugAt(value: unknown, path: Path): string {
  const slug = textAt(value, path);
  if (keyNameProblem(slug) !== undefined || !/^[\w-]{1,64}$/.test(slug)) {
    throw new ComposeProblem(path, 'must be made of letters, digits, "_" and "-"');
  }
  return slug;
}

/** `x-infisical.keys.app[0]`. */
function nameOf(path: Path): string {
  const parts = path.map((part, index) => {
    if (typeof part === 'number') return `[${part}]`;
    return `${index === 0 ? '' : '.'}${/^[\w./-]+$/.test(part) && quotedText(part) === `"${part}"` ? part : quotedKey(part)}`;
  });
  return parts.join('') || 'the file';
}
