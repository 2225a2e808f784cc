import type { TextPlace } from '../../lib/text/place-in-text';
import { type DocumentLine, LONGEST_LINE, type Meant, type Path, type Places } from './places';
import { type PlainLine, plainDocument } from './plain-document';

type Part = string | number;

/** The places of a document that `plainDocument` reads, as a parser tells them. No text in it has several lines. */
export class PlainPlaces implements Places {
  private readonly lines: readonly string[];
  private readonly content: object;
  /** The lines of the parts of each map and list that stands on lines of its own. */
  private readonly noted = new Map<unknown, Map<Part, PlainLine>>();
  private paths: ReadonlyMap<number, Path> | undefined;

  /** @param marker the line before its content, if there is one */
  public constructor(
    text: string,
    private readonly marker: string,
  ) {
    this.lines = text.slice(marker.length).split('\n');
    this.content = plainDocument(text.slice(marker.length), (...noted) => this.note(...noted)) ?? {};
  }

  public placeAt(path: Path, { isKey = false }: Meant): TextPlace {
    let [around, value]: unknown[] = [undefined, this.content];
    let line = this.noted.get(value)?.values().next().value;
    let depth = 0;
    for (const part of path) {
      const name = Array.isArray(value) ? part : String(part);
      const next = this.noted.get(value)?.get(name);
      if (next === undefined) break;
      [around, value, line] = [value, (value as Record<Part, unknown>)[name], next];
      depth++;
    }
    if (line === undefined) return { line: 1, column: 1 };
    const isWhole = depth === path.length;
    const isField = depth > 0 && !Array.isArray(around);
    const isBlock = this.noted.has(value);
    const isKeyMeant = isField && ((isWhole && isKey) || (!isWhole && isCollection(value)));
    return this.placeOf(line, isBlock || isKeyMeant);
  }

  /** As it is told of a document that a parser has read. */
  public lineAt(line: number): DocumentLine | undefined {
    const index = line - 1 - this.above;
    const text = index < 0 ? this.marker.slice(0, -1) : this.lines[index];
    if (text === undefined || line < 1 || text.length > LONGEST_LINE) return undefined;
    this.paths ??= new Map(this.pathsIn(this.content, []));
    const path = this.paths.get(index);
    return { text: text.replace(/(?:^ *#.*|\s+)$/, ''), paths: path === undefined ? [] : [path] };
  }

  private get above(): number {
    return this.marker === '' ? 0 : 1;
  }

  private note(around: object, part: Part, line: PlainLine): void {
    const parts = this.noted.get(around) ?? new Map<Part, PlainLine>();
    this.noted.set(around, parts.set(part, line));
  }

  private placeOf({ number, indent, isItem, value = '' }: PlainLine, isAtKey: boolean): TextPlace {
    const column = isAtKey ? indent + (isItem ? 2 : 0) : this.lines[number].length - value.length;
    return { line: this.above + number + 1, column: column + 1 };
  }

  /** Those of texts and numbers, by the lines that they stand on. */
  private pathsIn(value: unknown, at: Path): [number, Path][] {
    return [...(this.noted.get(value) ?? [])].flatMap(([part, { number }]): [number, Path][] => {
      const child = (value as Record<Part, unknown>)[part];
      const path = [...at, part];
      return isCollection(child) ? this.pathsIn(child, path) : [[number, path]];
    });
  }
}

function isCollection(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
