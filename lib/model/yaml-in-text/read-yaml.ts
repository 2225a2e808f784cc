import type { Path } from '../field';
import { Block } from './block';
import { UnreadYaml } from './unread-yaml';
import { contentOf, type Node, nodeAt } from './yaml-node';

/** What a text that itself is YAML holds, or why that is not read. */
export interface YamlInText {
  /**
   * Lists, maps, texts and null. What has no quotes is the text that stands there, as go-yaml gives it to a field that
   * takes texts: `true` and `007` are these texts. Undefined where it is unread, null where nothing is in it.
   */
  readonly content: unknown;
  /** Why it is unread: no YAML, or a form of it that is not read here, and then nobody may pass it as good. */
  readonly problem?: { readonly lineInText: number; readonly message: string };
  /**
   * The line in the text, counted from 0, of what stands at a path, or of the closest thing above it.
   *
   * @param line of the text at that path, which then is a block with `|`: of any other, its own line is told
   */
  readonly lineOf: (path: Path, line?: number) => number;
}

const MAX_LENGTH = 1024 * 1024;

/** What YAML cannot have: control characters, other ends of lines, a mark of the byte order. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const UNUSUAL = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;

/**
 * Reads the YAML that people write into a text of an object: lists and maps by indentation or in brackets, texts with and
 * without quotes and in blocks, comments. It reads none of the rest as something else: an anchor, a tag, a text over several
 * lines, a key twice, a second document and whatever is no YAML is a problem. Neither Node nor cdk8s is needed for it, so
 * that the rules say the same wherever they run.
 */
export function readYaml(text: string): YamlInText {
  try {
    const root = nodeIn(text);
    if (root === undefined) return { content: null, lineOf: () => 0 };
    return { content: contentOf(root), lineOf: (path, line) => lineAt(root, path, line) };
  } catch (error) {
    if (!(error instanceof UnreadYaml)) throw error;
    const { line, message } = error;
    return { content: undefined, problem: { lineInText: line, message }, lineOf: () => line };
  }
}

function nodeIn(text: string): Node | undefined {
  if (text.length > MAX_LENGTH) throw new UnreadYaml(0, 'it is longer than 1 MiB');
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (UNUSUAL.test(line)) throw new UnreadYaml(index, 'a character of control is in it');
    if (/^%|^(?:\.\.\.|---)(?: |$)/.test(line) && !(index === 0 && /^--- *(?:#.*)?$/.test(line)))
      throw new UnreadYaml(index, 'a second document or a directive of YAML is not read here');
  }
  return new Block(lines).whole();
}

function lineAt(root: Node, path: Path, line: number | undefined): number {
  const node = nodeAt(root, path);
  return line !== undefined && node.firstLine !== undefined ? node.firstLine + line : node.line;
}
