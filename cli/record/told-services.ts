import { type Fields, ownField } from '../../lib/json/json';
import { quotedName } from '../../lib/text/key-name';
import type { KubernetesDocument, Path } from '../yaml/kubernetes-yaml';
import { FIELD, mapAt, RecordProblem, textAt } from './checked-values';
import {
  namesOf,
  type RecordedFile,
  type RecordedKey,
  type RecordedPart,
  type RecordedService,
  type RecordedVariable,
} from './record';
import { partsOf, replacedIn, singleDollars } from './value-text';

/** What services have, and what they mount. */
const OF_SERVICES: readonly string[] = ['services', 'secrets', 'configs'];

type Keys = ReadonlyMap<string, RecordedKey>;

/** The services of a compose file of ours, by what `x-infisical` tells of the names in them. */
export class ToldServices {
  private readonly named = new Set<string>();

  public constructor(
    private readonly compose: Fields,
    private readonly keys: Keys,
    private readonly document: KubernetesDocument,
  ) {}

  /** @throws RecordProblem where something is not as we write it */
  public all(): RecordedService[] {
    const services = Object.entries(mapAt(ownField(this.compose, 'services'), ['services']));
    const read = services.map(([name, service]) => this.service(name, mapAt(service, ['services', name])));
    this.refuseElsewhere();
    const unused = [...this.keys.values()].find(({ name }) => !this.named.has(name));
    if (unused !== undefined) {
      // Somebody took out what it was for, or put it somewhere else.
      throw new RecordProblem([FIELD, 'reads'], `tells of ${quotedName(unused.name)}, which no service has`);
    }
    return read;
  }

  private service(name: string, service: Fields): RecordedService {
    const at = ['services', name];
    const { environment, secrets, configs, ...others } = service;
    const built =
      typeof others.build === 'string' ? undefined : ownField(mapAt(others.build ?? {}, [...at, 'build']), 'secrets');
    return {
      name,
      place: this.document.placeAt(at),
      variables: this.variables(environment, [...at, 'environment']),
      files: [...this.files('secrets', secrets, at), ...this.files('configs', configs, at)],
      others: [
        ...Object.entries(others).flatMap(([field, part]) => this.namesIn(part, [...at, field])),
        ...this.files('secrets', built, [...at, 'build']).flatMap(({ parts, place }) =>
          namesOf(parts).map((name) => ({ name, place })),
        ),
      ],
    };
  }

  private variables(environment: unknown, at: Path): RecordedVariable[] {
    if (environment === undefined) return [];
    if (Array.isArray(environment)) {
      return environment.map((item, index) => this.passedOn(textAt(item, [...at, index]), [...at, index]));
    }
    return Object.entries(mapAt(environment, at)).map(([name, value]) => {
      const path = [...at, name];
      if (value === null) return this.passedOn(name, path);
      if (typeof value !== 'string') throw new RecordProblem(path, 'must be text');
      return { name, parts: this.parts(value, path), place: this.document.placeAt(path) };
    });
  }

  /** A name alone passes its value on. */
  private passedOn(name: string, path: Path): RecordedVariable {
    return { name, parts: [this.known(name, path)], place: this.document.placeAt(path) };
  }

  private parts(text: string, path: Path): readonly RecordedPart[] {
    const parts = partsOf(text);
    if (parts === undefined)
      throw new RecordProblem(path, 'has a "$" that is neither "$$" nor of a name as "${NAME-}"');
    for (const name of namesOf(parts)) this.known(name, path);
    return parts;
  }

  private known(name: string, path: Path): { readonly name: string } {
    if (!this.keys.has(name))
      throw new RecordProblem(path, `takes ${quotedName(name)}, of which ${FIELD} does not tell`);
    this.named.add(name);
    return { name };
  }

  /** What compose mounts for a service, of that which stands at the top of the file. */
  private files(field: 'secrets' | 'configs', mounted: unknown, at: Path): RecordedFile[] {
    if (!Array.isArray(mounted)) return [];
    return mounted.flatMap((item: unknown, index): RecordedFile[] => {
      const path = [...at, field, index];
      const { source, target } = typeof item === 'string' ? { source: item, target: undefined } : mapAt(item, path);
      const name = textAt(source, [...path, 'source']);
      const parts = this.content(field, name);
      if (parts === undefined) return [];
      const usual = field === 'secrets' ? `/run/secrets/${name}` : `/${name}`;
      const shown = target === undefined ? usual : singleDollars(textAt(target, [...path, 'target']));
      return [{ path: shown, parts, place: this.document.placeAt(path) }];
    });
  }

  /** Undefined of what comes from somewhere else: a file of the project. */
  private content(field: string, name: string): readonly RecordedPart[] | undefined {
    const top = mapAt(ownField(this.compose, field) ?? {}, [field]);
    const path = [field, name];
    const source = mapAt(ownField(top, name) ?? {}, path);
    const [variable, content] = [ownField(source, 'environment'), ownField(source, 'content')];
    if (variable !== undefined)
      return [this.known(textAt(variable, [...path, 'environment']), [...path, 'environment'])];
    return typeof content === 'string' ? this.parts(content, [...path, 'content']) : undefined;
  }

  /** What is no service and nothing that one mounts has no key: everybody could take it from there. */
  private refuseElsewhere(): void {
    const others = Object.entries(this.compose).filter(
      ([field]) => !OF_SERVICES.includes(field) && !field.startsWith('x-'),
    );
    const [found] = others.flatMap(([field, part]) => this.namesIn(part, [field]));
    if (found !== undefined) throw new RecordProblem([], `takes ${quotedName(found.name)} outside of its services`);
  }

  /** The names that compose puts in their place anywhere else. */
  private namesIn(value: unknown, path: Path): RecordedService['others'] {
    if (typeof value === 'string') {
      const names = [...new Set(replacedIn(value))].filter((name) => this.keys.has(name));
      for (const name of names) this.named.add(name);
      return names.map((name) => ({ name, place: this.document.placeAt(path) }));
    }
    if (typeof value !== 'object' || value === null) return [];
    const items = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    return items.flatMap(([entry, item]) => this.namesIn(item, [...path, entry]));
  }
}
