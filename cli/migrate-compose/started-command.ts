import type { ComposeNode } from './compose-node';
import type { ComposePlace } from './compose-place';
import { type Template, withDefaults } from './interpolation';
import { shellWords } from './shell-words';

/** An entrypoint or a command, as compose has it. */
export interface StartedCommand {
  readonly place: ComposePlace;
  /** What the container is started with. A reference is a key. */
  readonly words: readonly Template[];
  /** The character at which compose stops reading it. */
  readonly cutAt?: string;
  /** Whether compose refuses it: a quote is open, or a `$` is none. */
  readonly isRefused?: boolean;
  /** Whether the words are those of a script, which a shell would read in another way. */
  readonly isScript?: boolean;
}

/** The words of an entrypoint or a command; undefined where there is none. */
export function startedCommand(node: ComposeNode): StartedCommand | undefined {
  const { place } = node;
  if (node.isEmpty) return undefined;
  if (node.isList) {
    const words = node.items.map(({ template }) => template && withDefaults(template));
    return { place, words: words.map((word) => word ?? []), isRefused: words.includes(undefined) };
  }
  const template = node.template && withDefaults(node.template);
  const read = template && shellWords(template);
  return read === undefined ? { place, words: [], isRefused: true } : { place, ...read };
}

/** A word as a text, with `${X}` for a reference. */
export function wordText(word: Template): string {
  return word.map((part) => (typeof part === 'string' ? part : `\${${part.name}}`)).join('');
}

/** A word as a compose file has it: a `$` that is no reference stands there twice. */
export function wordInCompose(word: Template): string {
  return word.map((part) => (typeof part === 'string' ? part.replaceAll('$', '$$$$') : `\${${part.name}}`)).join('');
}

export function hasReference(word: Template): boolean {
  return word.some((part) => typeof part !== 'string');
}
