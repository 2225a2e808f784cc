import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIGURATION_FILE } from '../../../lib/configuration/configuration';
import { readIfPossible } from '../../../lib/files/read-if-possible';
import { NO_COMPOSE } from '../../access/compose-uses';
import { accessIn, withUnfollowed } from '../../access/key-uses';
import { toldIn } from '../../access/unknown-host';
import { withUnreadResources } from '../../access/unread-resources';
import { type AccessReport, accessReport } from '../../access-report/access-report';
import { changesBetween } from '../../access-report/changes/compare';
import { textChanges } from '../../access-report/changes/text';
import { shownPath } from '../../access-report/shown-path';
import { configurationHere } from '../../configuration/configuration';
import { readableOutput } from '../../files/readable-output';
import { withExceptions } from '../../manifests/unread-exceptions';
import { entriesIn } from '../output/folder-entries';
import { KnownManifests } from './known-manifests';

/** What runs do to who gets which key. */
export class AccessChanges {
  private readonly manifests = new KnownManifests();
  private before: Access | undefined;
  private state = '';

  /** Notes how it is before a run: anybody may have changed the output folder. */
  public note(output: string): void {
    const state = stateOf(output);
    if (state === this.state) return;
    [this.state, this.before] = [state, this.accessOf(output)];
  }

  /** What a run has changed, for a terminal; empty if nothing. */
  public textOf(output: string): string {
    const { before } = this;
    this.note(output);
    const after = this.before;
    if (before === undefined || after === undefined) return UNKNOWN;
    const changes = changesBetween(before.report, after.report);
    const unread = after.unread.filter((place) => !before.unread.includes(place));
    return changes.length + unread.length === 0 ? '' : textChanges(changes, unread);
  }

  /** Undefined where the configuration has mistakes, which the app has told. */
  private accessOf(output: string): Access | undefined {
    try {
      const { unread: exceptions, ...here } = configurationHere();
      const told = toldIn(here);
      const read = this.manifests.read(output);
      const { unfollowed, filledInLater } = accessIn(read.manifests, here.projects, told);
      const whole = withUnfollowed(withUnreadResources(read), { unfollowed: [...unfollowed, ...filledInLater] });
      const { left } = withExceptions(whole, exceptions, []);
      const unread = left.map(({ file, line, column }) => `${shownPath(file)}:${line}:${column}`);
      return { report: accessReport(read.manifests, [], NO_COMPOSE, here.projects, told), unread };
    } catch {
      return existsSync(readableOutput(output)) ? undefined : NOTHING;
    }
  }
}

/** Changes with what is written there, and with the configuration. */
function stateOf(output: string): string {
  const files = readIfPossible(() => [...entriesIn(output).keys()]) ?? [];
  return [CONFIGURATION_FILE, ...files.map((file) => join(output, file))]
    .map((path) => {
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats === undefined ? path : [path, stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(' ');
    })
    .join('\n');
}

interface Access {
  readonly report: AccessReport;
  readonly unread: readonly string[];
}

const NOTHING: Access = {
  report: { rows: [], wholeFolders: [], workloads: [], pushes: [], unread: [] },
  unread: [],
};

const UNKNOWN = 'nobody knows what this does to who gets which key: see npx cdk8s-infisical report\n';
