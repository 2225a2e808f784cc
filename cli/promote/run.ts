import { fewOf } from '../../lib/text/few-of';
import { withReferences } from '../image-files/edited-text';
import { changeLines, changesForJson, type ImageChange, isChange } from '../image-files/image-change';
import { type ImageFile, imageFilesOf } from '../image-files/image-files';
import { type EditOptions, writeSynthesized } from '../image-files/synthesized-edit';
import { jsonText } from '../languages/json';
import { colours } from '../terminal/colours';
import { ExitCode } from '../terminal/exit-code';
import { ProblemsError } from '../terminal/failure-text';
import { asTerminalText, lines, say } from '../terminal/terminal-text';
import { print, printDocument, printSummary, tell } from '../terminal/writer';
import { type Promotion, type PromotionOptions, promotion } from './promotion';

export interface PromoteOptions extends EditOptions, PromotionOptions {
  readonly check?: boolean;
}

export async function runPromote(
  from: string,
  to: string,
  names: readonly string[],
  options: PromoteOptions,
): Promise<void> {
  if (from === to) throw new Error(`${from} has its own images already: name another environment`);
  const [source, target] = imageFilesOf([from, to]);
  const planned = promotion(source, target, names, options);
  if (planned.problems.length > 0) throw new ProblemsError(planned.problems);
  const changes = planned.changes.filter(isChange);
  const text = withReferences(target, new Map(changes.map((change) => [change.name, change.to])));
  const isFound = options.check === true && changes.length > 0;
  if (!options.json) (isFound ? print : printSummary)(asTerminalText(planText(source, target, planned.changes)));
  tell(lines(remarks(source, target, planned)));
  const { status, synth } = options.check
    ? { status: changes.length > 0 ? ExitCode.FINDINGS : ExitCode.SUCCESS, synth: undefined }
    : await writeSynthesized(target, text, options);
  if (options.json) {
    const { onlyThere, onlyHere, unpinned } = planned;
    const sides = { onlyInFrom: onlyThere, onlyInTo: onlyHere, withoutDigest: unpinned };
    const isWritten = !options.check && status === 0 && changes.length > 0;
    const document = { from, to, file: target.file, isWritten, changes: changesForJson(changes), ...sides };
    printDocument(jsonText({ ...document, ...(synth !== undefined && { synth }) }));
  }
  process.exitCode = status;
}

function planText(source: ImageFile, target: ImageFile, changes: readonly ImageChange[]): string {
  const title = colours.bold(say`${source.file} -> ${target.file}`.text);
  const count = changes.filter(isChange).length;
  const end =
    count === 0 ? `${say`${target.environment}`} has the images of ${say`${source.environment}`} already` : '';
  return `${[title, ...(changes.length === 0 ? ['  no image is in both'] : changeLines(changes)), ...(end && changes.length > 0 ? [end] : [])].join('\n')}\n`;
}

/** Where nobody writes digests, tags are what is meant. */
function isPinned({ images }: ImageFile): boolean {
  return images.some(({ reference }) => reference.digest !== undefined);
}

/** What a person should know before this is merged. */
function remarks(source: ImageFile, target: ImageFile, { onlyThere, onlyHere, unpinned }: Promotion): string[] {
  const only = (names: readonly string[], { environment }: ImageFile) =>
    names.length === 0 ? [] : [`only in ${environment}, and left so: ${names.join(', ')}`];
  return [
    ...only(onlyThere, source),
    ...only(onlyHere, target),
    ...(unpinned.length > 0 && [source, target].some(isPinned)
      ? [
          `warning: without a digest, as others have one: ${fewOf(unpinned)}: a tag may have moved since (--require-digests)`,
        ]
      : []),
  ];
}
