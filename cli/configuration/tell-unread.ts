import { CONFIGURATION_FILE, type UnreadException } from '../../lib/configuration/configuration';
import { counted } from '../../lib/text/counted';
import type { ReadManifests, ReadProblem } from '../manifests/read-manifests';
import { sourceText } from '../manifests/real-file';
import { withExceptions } from '../manifests/unread-exceptions';
import { lines } from '../terminal/terminal-text';
import { tellNote, tell as write } from '../terminal/writer';
import { configurationHere } from './configuration';

export interface Telling {
  /** What stands before the name of each file, such as the git ref that has it. */
  readonly at?: string;
  /** Those of the configuration unless others are given. */
  readonly exceptions?: readonly UnreadException[];
  /** What was asked for, to tell an exception that is for nothing in it. */
  readonly asked?: readonly string[];
  /** Whether what is unread is told elsewhere. */
  readonly isReported?: boolean;
  readonly shown?: (file: string) => string;
}

/** Says on stderr what is unread, and where. What there is no exception for: with any of it, no gate may say yes. */
export function tellUnread(
  read: ReadManifests,
  {
    at = '',
    exceptions = configurationHere().unread,
    asked = [],
    isReported = false,
    shown = (file) => file,
  }: Telling = {},
): ReadProblem[] {
  const { left, uses } = withExceptions(read, exceptions, asked);
  for (const { file, line, column, message, real } of isReported ? [] : left) {
    const from = real === undefined ? '' : ` (from ${sourceText({ ...real, file: shown(real.file) })})`;
    tell(`${at}${shown(file)}:${line}:${column}: unread: ${message}${from}`);
  }
  for (const { exception, count, isVain } of uses) {
    const { files, reason } = exception;
    if (count > 0)
      note(`${at}${files}: ${counted(count, 'file')} unread, and ${CONFIGURATION_FILE} allows it: ${reason}`);
    else if (isVain) tell(`${CONFIGURATION_FILE}: warning: nothing at ${files} is unread, delete the exception`);
  }
  if (read.without.length > 0) {
    const verb = read.without.length === 1 ? 'holds' : 'hold';
    note(`${at}${counted(read.without.length, 'file')} ${verb} no Kubernetes manifest`);
  }
  return left;
}

function note(line: string): void {
  tellNote(lines([line]));
}

function tell(line: string): void {
  write(lines([line]));
}
