import { counted } from '../../../lib/text/counted';
import { jsonText } from '../../languages/json';
import type { colours } from '../../terminal/colours';
import { printable } from '../../terminal/printable';
import type { LastUse, ReadHistory, UnusedKey, UnusedPlace, UnusedView } from './unused-view';

type Paints = Pick<typeof colours, 'bold' | 'dim' | 'red' | 'yellow'>;

export function unusedJson({ places, history, notLookedAt, unread }: UnusedView): string {
  return jsonText({ places, history, notLookedAt, unread });
}

/** By folder, each key with who used it last. */
export function unusedText({ places, isSeen, history, notLookedAt, unread }: UnusedView, paints: Paints): string {
  const missing = unread.map(({ file, line }) =>
    paints.red(printable(`unread, and so it may use any of them: ${file}:${line}`)),
  );
  const untold = notLookedAt.map((one) => paints.dim(printable(`not looked at: ${one}`)));
  const sections =
    places.length === 0
      ? [isSeen ? 'every key that is seen is declared by somebody' : 'no folder was seen, and no key of one']
      : places.map((place) => section(place, history, paints));
  return `${[...missing, ...sections, ...(untold.length > 0 ? [untold.join('\n')] : [])].join('\n\n')}\n`;
}

function section({ host, project, folder, isUnread, keys }: UnusedPlace, history: ReadHistory, paints: Paints): string {
  const note = isUnread ? ', which nothing here reads' : '';
  const heading = `${paints.bold(printable(`${folder} of project ${project}`))} ${paints.dim(printable(host))}`;
  const width = Math.max(...keys.map(({ key }) => key.length));
  return [
    heading,
    `${counted(keys.length, 'key')} that nobody declares${note}`,
    ...keys.flatMap((one) => keyLines(one, history, { ...paints, width })),
  ].join('\n');
}

const NEVER: Readonly<Record<ReadHistory, string>> = {
  whole: 'no commit names it',
  part: 'no commit that was read names it',
  none: '',
};

function keyLines(
  { key, status, hint, lastUse }: UnusedKey,
  history: ReadHistory,
  { yellow, dim, width }: Paints & { readonly width: number },
): string[] {
  const [first, ...more] = lastUse === undefined ? [NEVER[history]] : lastUseLines(lastUse);
  const words = [...(status === 'unused' ? [] : [`${yellow('perhaps')}: ${printable(hint ?? '')}`]), printable(first)];
  return [
    `  ${printable(key).padEnd(width)}  ${words.filter(Boolean).join('; ')}`.trimEnd(),
    ...more.map((line) => dim(`  ${' '.repeat(width)}  ${printable(line)}`)),
  ];
}

const SHOWN = 3;

function lastUseLines({ commit, date, author, subject, file, kind, users }: LastUse): string[] {
  const about = `${commit} (${date}, ${author}): ${subject}`;
  const isElsewhere = users.some((user) => user.file !== undefined);
  const names = users.slice(0, SHOWN).map(({ object, container, as, file: own = file }) => {
    const used = [object, ...(container === undefined ? [] : [`container ${container}`]), as];
    return [...used, ...(isElsewhere ? [`in ${own}`] : [])].join(' ');
  });
  const more = users.length > SHOWN ? ` and ${users.length - SHOWN} more` : '';
  const who = `${names.join('; ')}${more}${isElsewhere ? '' : ` in ${file}`}`;
  switch (kind) {
    case 'removed':
      return [`used by ${who}, until`, about];
    case 'used':
      return [`used by ${who}, as of`, about];
    case 'until-now':
      return [`used by ${who}, until now: what takes it away is not committed`, about];
    case 'named':
      return [`named in ${file}, where nobody can tell for which folder; last by`, about];
  }
}
