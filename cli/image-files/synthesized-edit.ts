import { readIfPossible } from '../../lib/files/read-if-possible';
import { isWithoutNode } from '../files/without-node';
import { type AttachedRun, runAttached } from '../processes/attached-run';
import { shellWord } from '../shell/word';
import { isQuiet } from '../terminal/quiet';
import { say } from '../terminal/terminal-text';
import { printSummary, tell, tellNote } from '../terminal/writer';
import { ChangedMeanwhile, putTextInPlace } from './exclusive-write';
import type { ImageFile } from './image-files';
import { outputFolder } from './output-folder';

/** What becomes of an edit. */
export interface EditOutcome {
  /** 0 where all went well, else how the synth has ended; the file is as it was then. */
  readonly status: number;
  /** What the synth says for programs, where that was asked for. */
  readonly synth?: unknown;
}

export interface EditOptions {
  /** False where the file is only edited. */
  readonly synth: boolean;
  readonly json?: boolean;
}

/**
 * Writes the text of a file, and has the project synthesized. Both, or none: where the synth fails, the file is put back.
 *
 * @throws if the file cannot be written, or is no longer as it was read
 */
export async function writeSynthesized(file: ImageFile, text: string, options: EditOptions): Promise<EditOutcome> {
  if (options.synth && isWithoutNode()) {
    throw new Error('to synthesize takes Node: there, run npx cdk8s-infisical, or add --no-synth');
  }
  const isEdited = text !== file.text;
  if (isEdited) putTextInPlace(file.file, file.text, text);
  if (!options.synth) {
    if (isEdited && !options.json) tellNote(say`\n${outputFolder()} is behind: run npx cdk8s-infisical synth\n`);
    return { status: 0 };
  }
  if (!options.json) printSummary(say`\n`);
  const run = await ownSynth(options.json === true).catch((error: Error) => error);
  if (!(run instanceof Error) && run.status === 0) {
    if (isEdited && !options.json)
      tellNote(say`\nto commit: git add ${[file.file, outputFolder()].map(shellWord).join(' ')}\n`);
    return { status: 0, ...documentOf(run, options) };
  }
  if (isEdited) putBack(file, text);
  if (run instanceof Error) throw run;
  return { status: run.status ?? FAILURE, ...documentOf(run, options) };
}

const FAILURE = 2;

/** A command needs no other command, but this one as its users run it. */
function ownSynth(isJson: boolean): Promise<AttachedRun> {
  const [, command] = process.argv;
  return runAttached(
    process.execPath,
    [
      ...process.execArgv,
      command,
      'synth',
      ...(isQuiet() && !isJson ? ['--quiet'] : ['--diff']),
      ...(isJson ? ['--json'] : []),
    ],
    isJson,
  );
}

function documentOf({ stdout }: AttachedRun, { json }: EditOptions): { synth?: unknown } {
  const synth = json ? readIfPossible(() => JSON.parse(stdout)) : undefined;
  return synth === undefined ? {} : { synth };
}

/** Not what somebody else has written meanwhile. */
function putBack({ file, text }: ImageFile, written: string): void {
  try {
    putTextInPlace(file, written, text);
    tell(say`${file} is as it was\n`);
  } catch (error) {
    const reason = (error as Error).message;
    const isLeft = error instanceof ChangedMeanwhile;
    tell(isLeft ? say`${reason}, and is left so\n` : say`${file} cannot be put back: ${reason}\n`);
  }
}
