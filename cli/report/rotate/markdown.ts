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
    `\n### What to do\n\n${steps.map(stepItem).join('')}`,
    ...(unknown === '' ? [] : [`\n### What is not known\n\n${unknown}`]),
    ...places.map((place) => placePart(place, key, names)),
  ];
  return withinComment(
    head,
    parts,
    (left) => `\n${counted(left, 'part')} cut off here, because a comment has its limit.\n`,
  );
}

function placePart(place: Place, key: string, names: FolderNames): string {
  const { holders, readers, restartedToo } = place;
  const inCluster = clusterText(place);
  const lines = readers.map(
    ({ row, sentence }) =>
      `| ${code(`${readerName(row.holder)}${inCluster(row.cluster)}`)} | ${code(arrivalText(row))} | ${escapeSentence(sentence)} |\n`,
  );
  const table =
    lines.length === 0 ? `\n${NO_READER}\n` : `\n| who | arrives as | what happens |\n|---|---|---|\n${lines.join('')}`;
  const arrivals = holders
    .map(({ sentence, cluster }) => `- ${escapeSentence(`${sentence}${inCluster(cluster)}`)}\n`)
    .join('');
  const too = restartedToo.length === 0 ? '' : `\n${escapeSentence(tooText(restartedToo))}.\n`;
  return `\n### ${code(placeTitle(place, key, names))}\n\n${arrivals}${table}${too}`;
}

function stepItem({ environment, what, why, commands }: Step): string {
  const where = environment === undefined ? '' : `${code(environment)}: `;
  const reason = why === undefined ? '' : ` (${escapeSentence(why)})`;
  return `- [ ] ${where}${escapeSentence(what)}${reason}\n${commandsBelow(commands)}`;
}
