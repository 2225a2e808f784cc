import { existsSync } from 'node:fs';
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
import { KnownManifests } from './known-manifests';

/** What runs do to who gets which key. */
export class AccessChanges {
  private readonly manifests = new KnownManifests();
  private before: Access | undefined;

  /** Notes how it is before a run: anybody may have changed the output folder. */
  public note(output: string): void {
    this.before = this.accessOf(output);
  }

  /** What a run has changed, for a terminal; empty if nothing. */
  public textOf(output: string): string {
    const after = this.accessOf(output);
    if (this.before === undefined || after === undefined) return UNKNOWN;
    const changes = changesBetween(this.before.report, after.report);
    const unread = after.unread.filter((place) => !this.before?.unread.includes(place));
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

interface Access {
  readonly report: AccessReport;
  readonly unread: readonly string[];
}

const NOTHING: Access = {
  report: { rows: [], wholeFolders: [], workloads: [], pushes: [], unread: [] },
  unread: [],
};

const UNKNOWN = 'nobody knows what this does to who gets which key: see npx cdk8s-infisical report\n';
