import { counted } from '../../../lib/text/counted';
import { arrivalText } from '../../access-report/access-row';
import type { FolderNames } from '../../access-report/folder-names';
import { UNREAD_EFFECT } from '../../access-report/unread';
import { code, commandsBelow, escapeSentence } from '../../languages/markdown';
import { withinComment } from '../markdown/limit';
import { unreadInMarkdown } from '../unread';
import type { Place, Rotation, Step } from './rotation';
import { clusterText, NO_READER, placeTitle, readerName, summaryLines, tooText } from './summary';

/** The same for an issue or a runbook: the steps can be ticked off. */
export function rotationMarkdown(rotation: Rotation, names: FolderNames): string {
  const { key, places, steps, notKnown, unread } = rotation;
  const points = summaryLines(rotation, names).map((line) => `- ${escapeSentence(line)}\n`);
  const head = `## Rotating ${code(key)}\n\n${unreadInMarkdown(unread, UNREAD_EFFECT)}${points.join('')}`;
  const unknown = notKnown.map((one) => `- ${escapeSentence(one)}\n`).join('');
  const parts = [
    '\n### What to do\n\n',
    ...steps.map(stepItem),
    ...(unknown === '' ? [] : [`\n### What is not known\n\n${unknown}`]),
    ...places.flatMap((place) => placeParts(place, key, names)),
  ];
  return withinComment(
    head,
    parts,
    (left) => `\n${counted(left, 'line')} cut off here, because a comment has its limit.\n`,
  );
}

/** Each row for itself, so that as many stand there as fit. */
function placeParts(place: Place, key: string, names: FolderNames): string[] {
  const { holders, readers, restartedToo } = place;
  const inCluster = clusterText(place);
  const arrivals = holders.map(({ sentence, cluster }) => `- ${escapeSentence(`${sentence}${inCluster(cluster)}`)}\n`);
  const too = restartedToo.length === 0 ? '' : `\n${escapeSentence(tooText(restartedToo))}.\n`;
  const head = `\n### ${code(placeTitle(place, key, names))}\n\n${arrivals.join('')}${too}`;
  if (readers.length === 0) return [`${head}\n${NO_READER}\n`];
  const rows = readers.map(({ row, sentence }) => {
    const who = code(`${readerName(row.holder)}${inCluster(row.cluster)}`);
    return `| ${who} | ${code(arrivalText(row))} | ${escapeSentence(sentence)} |\n`;
  });
  return [`${head}\n| who | arrives as | what happens |\n|---|---|---|\n`, ...rows];
}

function stepItem({ environment, what, why, commands }: Step): string {
  const where = environment === undefined ? '' : `${code(environment)}: `;
  const reason = why === undefined ? '' : ` (${escapeSentence(why)})`;
  return `- [ ] ${where}${escapeSentence(what)}${reason}\n${commandsBelow(commands)}`;
}
