import type { Shape } from '../../lib/local/compose/specification/shape';
import type { Code } from '../typescript/code';
import type { ComposeNode, Entry } from './compose-node';
import type { ComposePlace } from './compose-place';
import type { Finding } from './finding';
import { hasHarmlessForm, isHarmlessEntryName } from './harmless-forms';
import { type Template, withDefaults } from './interpolation';
import { isImage, isVariableName, type KnownWords } from './known-words';
import { isPlainValue } from './plain-values';
import { hasReference, wordInCompose } from './started-command';

const GAP = '<line ';
/** Anchors in it are already where they are used. */
export const EXTENSION = 'an extension, which compose itself does not read';

/** What stands in the code instead of a text: it says where to look, and nothing takes it for what belongs there. */
export function gapAt(place: ComposePlace): string {
  return `${GAP}${place.line} of the compose file>`;
}

/** Whether something in the code is still to be filled in. */
export function hasGap(code: Code): boolean {
  if (typeof code === 'string') return code.startsWith(GAP);
  return typeof code === 'object' && code !== null && Object.values(code).some(hasGap);
}

/**
 * Writes parts of a compose file in its own words, with `${KEY}` for a variable. A text that may hold a credential is
 * marked by the line that it stands in; what cannot be code is left out, with its place.
 */
export class WordsWriter {
  public readonly findings: Finding[] = [];
  public readonly leftOut: Finding[] = [];

  /** @param takesKeys whether a variable can stand there, as it can in a service only */
  public constructor(
    private readonly words: KnownWords,
    private readonly takesKeys = true,
  ) {}

  /** The code of a part; undefined where nothing is left of it. */
  public code(node: ComposeNode, shape: Shape, field: string): Code {
    if (node.isEmpty) return shape.simple.includes('nothing') ? null : this.dropped(node.place, field, 'it is empty');
    if (node.isList) {
      if (shape.items === undefined) return this.dropped(node.place, field, 'compose takes no list here');
      const items = node.items.map((item) => this.code(item, shape.items as Shape, `${field}.[]`));
      return items.filter((item) => item !== undefined);
    }
    if (node.isMap) {
      if (shape.fields === undefined && shape.entries === undefined) {
        return this.dropped(node.place, field, 'compose takes no map here');
      }
      const entries = node.entries.map((entry) => [entry.name, this.entry(entry, shape, field)] as const);
      const shown = entries.filter(([, code]) => code !== undefined);
      return shown.length === 0 && entries.length > 0 ? undefined : Object.fromEntries(shown);
    }
    return this.scalar(node, shape, field);
  }

  private entry({ name, place, value }: Entry, { fields = {}, entries }: Shape, field: string): Code {
    if (Object.hasOwn(fields, name)) return this.code(value, fields[name], `${field}.${name}`);
    if (entries === undefined) {
      if (name.startsWith('x-')) return this.dropped(place, field, EXTENSION);
      return this.dropped(place, field, 'it has an option that compose does not know');
    }
    const isNamed = this.words.isName(name) || isHarmlessEntryName(field, name) || isVariableOf(field, name);
    if (!isNamed) {
      return this.dropped(place, field, 'the name of an entry is not repeated, because it could hold a credential');
    }
    return this.code(value, entries, `${field}.${name.replaceAll('.', '_')}`);
  }

  private scalar(node: ComposeNode, shape: Shape, field: string): Code {
    const template = node.template && withDefaults(node.template);
    if (template === undefined) return this.gap(node.place, shape, field);
    const [text = '', ...more] = template;
    if (typeof text === 'string' && more.length === 0) {
      const simple = simpleValue(text, shape);
      if (simple !== undefined && this.isHarmlessNumber(text, shape, field)) return simple;
    }
    if (!shape.simple.includes('text')) return this.gap(node.place, shape, field);
    if (!this.takesKeys && hasReference(template)) return this.gap(node.place, shape, field, variableGap);
    if (shape.words !== undefined) {
      const isWord = typeof text === 'string' && more.length === 0 && shape.words.includes(text);
      return isWord ? text : this.gap(node.place, shape, field);
    }
    if (!this.isHarmless(template, field)) return this.gap(node.place, shape, field);
    return wordInCompose(template);
  }

  /** A number among names and values of any kind may be a password. */
  private isHarmlessNumber(text: string, { simple }: Shape, field: string): boolean {
    const isMixed = simple.includes('nothing') || (simple.includes('flag') && simple.includes('number'));
    return !isMixed || hasHarmlessForm(field, text) || isPlainValue(nameOf(field), text, this.words);
  }

  private isHarmless(template: Template, field: string): boolean {
    return template.every((part) =>
      typeof part === 'string' ? this.isHarmlessText(part, field, template.length > 1) : isKeyPart(part),
    );
  }

  private isHarmlessText(text: string, field: string, isPart: boolean): boolean {
    if (isPart && /^[:/=@.-]$/.test(text)) return true;
    if (hasHarmlessForm(field, text)) return true;
    if (field.endsWith('.[]') && isVariableOf(field.slice(0, -3), text)) return true;
    const assigned = /^([\w.-]{1,100})=(.*)$/s.exec(text);
    if (assigned !== null && field.endsWith('.[]')) {
      const [, name, value] = assigned;
      const isNamed =
        isHarmlessEntryName(field.slice(0, -3), name) ||
        this.words.isName(name) ||
        isVariableOf(field.slice(0, -3), name);
      return isNamed && isPlainValue(name, value, this.words);
    }
    if (/(?:^|\.)image$/.test(field) && isImage(text)) return true;
    return this.words.isCommand([text]) || isPlainValue(nameOf(field), text, this.words) || this.isPairOfPaths(text);
  }

  /** `./a:/b:ro`, `/dev/a:/dev/b`. */
  private isPairOfPaths(text: string): boolean {
    const [source, target, ...more] = text.split(':');
    const isMode = more.length === 0 || (more.length === 1 && /^(?:ro|rw|z|Z|cached|delegated)$/.test(more[0]));
    return target !== undefined && isMode && this.words.isPath(source) && this.words.isPath(target);
  }

  private gap(place: ComposePlace, { simple, words }: Shape, field: string, told = unshown): Code {
    if (!simple.includes('text') || words !== undefined)
      return this.dropped(place, field, 'it is none of the values that compose takes');
    this.findings.push({ place, message: told(shownField(field), gapAt(place)) });
    return gapAt(place);
  }

  private dropped(place: ComposePlace, field: string, why: string): undefined {
    this.leftOut.push({ place, message: `${shownField(field)}: ${why}` });
    return undefined;
  }
}

export function unshown(what: string, mark: string): string {
  return `${what} is not repeated, because it could hold a credential: write it where "${mark}" stands, and a secret key for each credential in it`;
}

function variableGap(what: string, mark: string): string {
  return `${what} has a variable, which only a service can have: write its value where "${mark}" stands`;
}

/** Only what the specification names is repeated of it. */
function shownField(field: string): string {
  return field.replaceAll('.[]', '[]');
}

function nameOf(field: string): string {
  return (
    field
      .split('.')
      .filter((step) => step !== '[]')
      .at(-1) ?? ''
  );
}

/** Arguments of a build and variables of a hook are named like variables. */
function isVariableOf(field: string, name: string): boolean {
  return /(?:^|\.)(?:args|environment)$/.test(field) && isVariableName(name) && name === name.toUpperCase();
}

function simpleValue(text: string, { simple, from, to }: Shape): Code {
  // What may be anything becomes a text in compose.
  if (simple.includes('nothing') && simple.includes('text')) return undefined;
  if (simple.includes('flag') && /^(?:true|false)$/.test(text)) return text === 'true';
  const isNumber = simple.includes('number') && /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/.test(text);
  const isWhole = simple.includes('whole number') && /^-?(?:0|[1-9]\d{0,14})$/.test(text);
  const number = Number(text);
  return (isNumber || isWhole) && number >= (from ?? number) && number <= (to ?? number) ? number : undefined;
}

function isKeyPart(part: Exclude<Template[number], string>): boolean {
  return !part.operator.endsWith('+') && isVariableName(part.name);
}
