import { arrivalText } from '../../access-report/access-row';
import type { FolderNames } from '../../access-report/folder-names';
import { UNREAD_EFFECT } from '../../access-report/unread';
import { colours } from '../../terminal/colours';
import { wrappedReport } from '../wrapped-report';
import type { Outcome, Place, Rotation, Step } from './rotation';
import { clusterText, NO_READER, placeTitle, readerName, summaryLines, tooText } from './summary';

const INDENT = '  ';

/**
 * For a terminal: what people ask first, then each place with who has the key from there, then what to do.
 *
 * @param columns how wide the terminal is: commands are never broken, as they are copied
 */
export function rotationText(rotation: Rotation, names: FolderNames, columns = Number.POSITIVE_INFINITY): string {
  const { key, places, steps, notKnown, unread } = rotation;
  const [size, ...points] = summaryLines(rotation, names);
  const missing = unread.map((place) => `${colours.yellow('?')} ${colours.cyan(place)} is unread: ${UNREAD_EFFECT}`);
  const parts = [
    [...missing, colours.bold(size), ...points],
    ...places.map((place) => placeLines(place, key, names)),
    [colours.bold('What to do'), ...stepLines(steps)],
    ...(notKnown.length > 0 ? [[colours.bold('What is not known'), ...notKnown.map((one) => `${INDENT}${one}`)]] : []),
  ];
  const wrapped = (line: string) => (isCommand(line) ? line : wrappedReport(line, columns));
  return parts.map((lines) => lines.map((line) => `${wrapped(line)}\n`).join('')).join('\n');
}

function placeLines(place: Place, key: string, names: FolderNames): string[] {
  const { holders, readers, restartedToo } = place;
  const inCluster = clusterText(place);
  const width = Math.max(0, ...readers.map(({ row }) => readerName(row.holder).length + inCluster(row.cluster).length));
  return [
    colours.bold(placeTitle(place, key, names)),
    ...holders.map(({ sentence, cluster }) => `${INDENT}${colours.dim(`${sentence}${inCluster(cluster)}`)}`),
    ...(readers.length === 0 ? [`${INDENT}${NO_READER}`] : []),
    ...readers.flatMap(({ row, outcome, sentence }) => {
      const name = `${readerName(row.holder)}${inCluster(row.cluster)}`.padEnd(width);
      const { length } = row.holder.name;
      return [
        `${INDENT}${colours.cyan(name.slice(0, length))}${colours.dim(name.slice(length))}  ${arrivalText(row)}`,
        `${INDENT.repeat(3)}${paintOf(outcome)(sentence)}`,
      ];
    }),
    ...(restartedToo.length > 0 ? [`${INDENT}${tooText(restartedToo)}`] : []),
  ];
}

/** A line of which the whole is a command. */
function isCommand(line: string): boolean {
  return /^ {4,}\S*(?:kubectl|npx|make) /.test(line);
}

function paintOf(outcome: Outcome): (text: string) => string {
  if (outcome === 'keeps' || outcome === 'keeps-until-end' || outcome === 'unknown') return colours.yellow;
  return outcome === 'restarts' ? colours.green : (text) => text;
}

function stepLines(steps: readonly Step[]): string[] {
  const width = String(steps.length).length;
  return steps.flatMap(({ environment, what, why, commands }, i) => [
    `${INDENT}${String(i + 1).padStart(width)}  ${environment === undefined ? '' : `${environment}: `}${what}`,
    ...(why === undefined ? [] : [`${INDENT}${' '.repeat(width)}    ${why}`]),
    ...commands.map((command) => `${INDENT}${' '.repeat(width)}    ${colours.cyan(command)}`),
  ]);
}
