import type { ComposePlace } from './compose-place';
import { referencesIn, type Template, templateOf, textOf } from './interpolation';

export interface Entry {
  readonly name: string;
  readonly place: ComposePlace;
  readonly value: ComposeNode;
}

/** What a part of a compose file is. */
export type Content =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'text'; readonly raw: string }
  | { readonly kind: 'list'; readonly items: readonly ComposeNode[] }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Entry> };

/** What a later file says of an earlier one: `!reset` takes a value away, `!override` puts one in its place. */
export type MergeTag = 'reset' | 'override';

/**
 * A part of a compose project with its place: as it stands in a file, or put together from several. It is read as deep as
 * somebody asks.
 */
export class ComposeNode {
  public static nothing(place: ComposePlace): ComposeNode {
    return new ComposeNode(place, () => ({ kind: 'nothing' }));
  }

  public static text(place: ComposePlace, raw: string): ComposeNode {
    return new ComposeNode(place, () => ({ kind: 'text', raw }));
  }

  /** `A=1`: an entry of a map as one of a list. */
  public static assignment(place: ComposePlace, name: string, value: ComposeNode): ComposeNode {
    return new ComposeNode(place, () => ({ kind: 'text', raw: `${name.replaceAll('$', '$$$$')}=${value.raw ?? ''}` }));
  }

  public static list(place: ComposePlace, items: readonly ComposeNode[], tag?: MergeTag): ComposeNode {
    return new ComposeNode(place, () => ({ kind: 'list', items }), tag);
  }

  public static map(place: ComposePlace, entries: readonly Entry[], tag?: MergeTag): ComposeNode {
    const byName = new Map(entries.map((entry) => [entry.name, entry]));
    return new ComposeNode(place, () => ({ kind: 'map', entries: byName }), tag);
  }

  private known?: Content;

  public constructor(
    public readonly place: ComposePlace,
    private readonly read: () => Content,
    public readonly tag?: MergeTag,
  ) {}

  public get content(): Content {
    this.known ??= this.read();
    return this.known;
  }

  public get isMap(): boolean {
    return this.content.kind === 'map';
  }

  public get isList(): boolean {
    return this.content.kind === 'list';
  }

  /** Whether nothing is written here. */
  public get isEmpty(): boolean {
    return this.tag === 'reset' || this.content.kind === 'nothing';
  }

  /** The value of a scalar as it was written. */
  public get raw(): string | undefined {
    return this.content.kind === 'text' ? this.content.raw : undefined;
  }

  /** What compose makes of the scalar; undefined where it refuses it. */
  public get template(): Template | undefined {
    return this.raw === undefined ? undefined : templateOf(this.raw);
  }

  /** The scalar as compose has it without any variable: `$$` is `$`, `${X:-a}` is `a`, and `${X}` stays. */
  public get text(): string | undefined {
    const { raw, template } = this;
    return template === undefined ? raw : textOf(template);
  }

  /** Names of the variables that stand in the scalar. */
  public get references(): readonly string[] {
    return referencesIn(this.template ?? []).map(({ name }) => name);
  }

  public get items(): ComposeNode[] {
    return this.content.kind === 'list' ? this.content.items.filter(({ tag }) => tag !== 'reset') : [];
  }

  /** The entries of a map, with those that it merges behind its own. */
  public get entries(): Entry[] {
    return this.allEntries.filter(({ value }) => value.tag !== 'reset');
  }

  /** The entries of a map, with those that only take something away. */
  public get allEntries(): Entry[] {
    return this.content.kind === 'map' ? [...this.content.entries.values()] : [];
  }

  /** Whether a map has an entry, also one in which nothing is written. */
  public has(name: string): boolean {
    const found = this.content.kind === 'map' ? this.content.entries.get(name) : undefined;
    return found !== undefined && found.value.tag !== 'reset';
  }

  /** The value of an entry; one in which nothing is written where there is no such entry. */
  public get(name: string): ComposeNode {
    const found = this.content.kind === 'map' ? this.content.entries.get(name) : undefined;
    return found === undefined || found.value.tag === 'reset' ? ComposeNode.nothing(this.place) : found.value;
  }

  /** The map with another value of an entry. */
  public with(name: string, value: ComposeNode): ComposeNode {
    const entries = this.allEntries.map((entry) => (entry.name === name ? { ...entry, value } : entry));
    return ComposeNode.map(this.place, entries, this.tag);
  }

  /** The map, or the list, without entries of some names. */
  public without(isGone: (name: string | undefined) => boolean): ComposeNode {
    if (this.isList)
      return ComposeNode.list(
        this.place,
        this.items.filter(({ text }) => !isGone(text)),
      );
    return ComposeNode.map(
      this.place,
      this.allEntries.filter(({ name }) => !isGone(name)),
      this.tag,
    );
  }
}
