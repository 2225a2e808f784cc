import { goText } from './go-template';

/**
 * A value that the operator composes when it writes a managed object.
 *
 * Every key that takes part must exist: a missing one fails the sync with the name of the key, where a template of
 * one's own would write the text `<no value>`.
 */
export class TemplateValue {
  /**
   * The value of a secret key.
   */
  public static key(key: string): TemplateValue {
    return new TemplateValue([{ key }]);
  }

  /**
   * Literal text. Never write a secret value here.
   */
  public static text(text: string): TemplateValue {
    return new TemplateValue([{ text }]);
  }

  /**
   * Several values in a row, such as a connection URL.
   */
  public static concat(...values: TemplateValue[]): TemplateValue {
    return new TemplateValue(values.flatMap((value) => value?._parts ?? [{ text: value as unknown as string }]));
  }

  /**
   * A Go template of one's own, passed on as it is. Rules K1 to K9 check it.
   *
   * @param template for example `{{ .HOST.Value }}`
   */
  public static raw(template: string): TemplateValue {
    return new TemplateValue([{ raw: template }]);
  }

  /** @internal */
  public readonly _parts: readonly _TemplatePart[];

  private constructor(parts: readonly _TemplatePart[]) {
    this._parts = parts;
  }

  /**
   * This value, percent-encoded: for the parts that a URL is made of, which are its user name and password, a
   * segment of its path, and the names and values of its query. Everything but letters, digits, `-`, `_`, `.` and `~`
   * is encoded, a blank as `%20`, which every parser reads back as what it was. Not for a whole URL, nor for its host.
   *
   * A value that is encoded already is encoded once more, as for a URL in the query of another one. Raw templates stay
   * as they are: write `| urlquery | replace "+" "%20"` in them.
   */
  public urlEncoded(): TemplateValue {
    const encoded = (part: _TemplatePart) => ('raw' in part ? part : { ...part, encodings: (part.encodings ?? 0) + 1 });
    return new TemplateValue(this._parts.map(encoded));
  }

  /** @internal */
  public get _keys(): string[] {
    return this._parts.flatMap((part) => ('key' in part ? [part.key] : []));
  }

  /** The text of a Go template. @internal */
  public _template(): string {
    return this._parts.map((part) => ('raw' in part ? part.raw : goText(part))).join('');
  }
}

/** @internal */
export type _TemplatePart =
  | { readonly key: string; readonly encodings?: number }
  | { readonly text: string; readonly encodings?: number }
  | { readonly raw: string };
