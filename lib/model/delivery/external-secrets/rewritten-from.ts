import type { Field } from '../../field';
import type { KeyNaming } from '../delivery';

/** All names of which an operation makes another one. */
type Sources = (name: string) => readonly string[];

/** Each operation may double them. */
const MOST_SOURCES = 16;

/** Which names are rewritten to a name, where these are few and can be told without knowing all that there are. */
export function soleSourcesOf(operations: readonly Field[]): KeyNaming['soleSourcesOf'] {
  const backwards = operations.map(sourcesThrough).reverse();
  if (!backwards.every((one) => one !== undefined)) return undefined;
  return (name) => {
    let names: readonly string[] = [name];
    for (const back of backwards) {
      names = names.flatMap(back);
      if (names.length > MOST_SOURCES) return undefined;
    }
    return names.filter((one) => one !== '');
  };
}

function sourcesThrough(operation: Field): Sources | undefined {
  const [regexp, transform] = [operation.at('regexp'), operation.text('transform', 'template')];
  if (operation.at('merge').isGiven) return undefined;
  if (regexp.isGiven) return sourcesThroughRegexp(regexp.text('source').value ?? '', regexp.text('target').value ?? '');
  if (!operation.at('transform').isGiven) return (name) => [name];
  const [, before, behind] = /^([^{}]*)\{\{\s*\.value\s*\}\}([^{}]*)$/.exec(transform.value ?? '') ?? [];
  return before === undefined ? undefined : within(before, behind);
}

const LITERAL_AT_START = /^\^([\w-]+)$/;
const LITERAL_AT_END = /^([\w-]+)\$$/;
const WHOLE = /^\^?\(\.[*+]\)\$?$/;

function sourcesThroughRegexp(source: string, target: string): Sources | undefined {
  const [, before, behind] = WHOLE.test(source) ? (/^([^$]*)\$(?:1(?!\w)|\{1\})([^$]*)$/u.exec(target) ?? []) : [];
  if (before !== undefined) return within(before, behind);
  if (target.includes('$')) return undefined;
  const [, start] = LITERAL_AT_START.exec(source) ?? [];
  const [, end] = LITERAL_AT_END.exec(source) ?? [];
  if (start !== undefined) {
    return (name) => [
      ...(name.startsWith(start) ? [] : [name]),
      ...(name.startsWith(target) ? [start + name.slice(target.length)] : []),
    ];
  }
  if (end === undefined) return undefined;
  return (name) => [
    ...(name.endsWith(end) ? [] : [name]),
    ...(name.endsWith(target) ? [name.slice(0, name.length - target.length) + end] : []),
  ];
}

/** Of names that get texts around them. */
function within(before: string, behind: string): Sources {
  const length = before.length + behind.length;
  return (name) =>
    name.length >= length && name.startsWith(before) && name.endsWith(behind)
      ? [name.slice(before.length, name.length - behind.length)]
      : [];
}
