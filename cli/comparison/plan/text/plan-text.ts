import { grouped } from '../../../../lib/collections/grouped';
import { listed } from '../../../../lib/text/listed';
import { colours } from '../../../terminal/colours';
import { printable } from '../../../terminal/printable';
import type { Plan } from '../plan';
import { fieldLines } from './field-lines';
import { groupsOf, type ObjectGroup } from './groups';

const SIGNS = { added: '+', changed: '~', removed: '-' };
const COLOURS = { added: colours.green, changed: colours.yellow, removed: colours.red };
const USUAL_COLUMNS = 80;
/** So many objects are named of which the same is told. */
const MOST_NAMES = 12;

/**
 * The plan for a terminal: each object once, with the environments it is told for, and a line for each field. Empty where
 * nothing is otherwise.
 */
export function planText(plan: Plan, columns = USUAL_COLUMNS): string {
  const alike = grouped(groupsOf(plan), (group) => {
    const { change, kind, environments, restarting } = group;
    return JSON.stringify([change, kind, environments, restarting, bodyLines(withoutOwnName(group), columns)]);
  });
  return [...alike.values()]
    .map((same) => [
      ...headLines(same, columns),
      ...bodyLines(same.length === 1 ? same[0] : withoutOwnName(same[0]), columns),
    ])
    .map((block) => `${block.join('\n')}\n`)
    .join('');
}

/** A container is mostly called like its workload. */
function withoutOwnName(group: ObjectGroup): ObjectGroup {
  const own = `[${group.name.replace(/^.*\//, '')}]`;
  return {
    ...group,
    fields: group.fields.map((field) => ({ ...field, path: field.path.replaceAll(own, '[<name>]') })),
  };
}

function bodyLines({ fields, environments }: ObjectGroup, columns: number): string[] {
  const everywhere = environments.length;
  return fields.flatMap((field, index) =>
    fieldLines(field, { everywhere, before: fields[index - 1]?.path ?? '', columns }),
  );
}

/** Who is told of, where, and whether pods restart: on one line if there is room for it. */
function headLines(groups: readonly ObjectGroup[], columns: number): string[] {
  const [{ change, kind, environments, restarting }] = groups;
  const names = groups.map(({ name }) => printable(name));
  const rest = names.length - MOST_NAMES;
  const shown = rest > 0 ? [...names.slice(0, MOST_NAMES), `and ${rest} more`] : names;
  const where = printable(environments.filter((name) => name !== '').join(', '));
  const restart = restartText(environments, restarting);
  const words: Word[] = [
    ...shown.map((name, index) => ({
      text: `${index === 0 ? `${printable(kind)} ` : ''}${name}${index < shown.length - 1 ? ',' : ''}`,
      colour: colours.bold,
    })),
    ...(where === '' ? [] : [{ text: ` (${where})`, colour: colours.cyan }]),
    ...(restart === '' ? [] : [{ text: ` ${restart}`, colour: colours.magenta }]),
  ];
  const [first, ...others] = wrappedWords(words, columns);
  return [`${COLOURS[change](SIGNS[change])} ${first}`, ...others.map((line) => `${INDENT}${line}`)];
}

function restartText(environments: readonly string[], restarting: readonly string[]): string {
  if (restarting.length === 0) return '';
  return restarting.length === environments.length
    ? 'restarts pods'
    : `restarts pods in ${printable(listed(restarting))}`;
}

interface Word {
  readonly text: string;
  readonly colour: (text: string) => string;
}

const INDENT = ' '.repeat(6);

/** The words, with a space between them, on lines of so many columns. */
function wrappedWords(words: readonly Word[], columns: number): string[] {
  const lines: string[] = [];
  let room = 0;
  for (const { text, colour } of words) {
    if (lines.length > 0 && text.length < room) {
      lines[lines.length - 1] += ` ${colour(text)}`;
      room -= text.length + 1;
      continue;
    }
    const own = lines.length === 0 ? text : text.trimStart();
    room = columns - (lines.length === 0 ? 2 : INDENT.length) - own.length;
    lines.push(colour(own));
  }
  return lines;
}
