import { grouped } from '../../../lib/collections/grouped';
import { accessIn, withUnfollowed } from '../../access/key-uses';
import { toldIn } from '../../access/unknown-host';
import { withUnreadResources } from '../../access/unread-resources';
import { accessReport } from '../../access-report/access-report';
import type { Change } from '../../access-report/changes/change';
import { changesBetween } from '../../access-report/changes/compare';
import { shownPath } from '../../access-report/shown-path';
import { type Plan, planBetween } from '../../comparison/plan/plan';
import { configurationHere } from '../../configuration/configuration';
import type { ReadManifests, ReadProblem } from '../../manifests/read-manifests';
import { WrittenManifests } from '../../manifests/written-manifests';
import { type OutputState, outputState } from './output-state';

/** What a synth changes: in the fields of objects, and in who gets which key. */
export interface Diff {
  readonly plan: Plan;
  readonly access: readonly Change[];
  /** Where in the files stands what is unread on one side only: nobody knows what it changes. */
  readonly unread: readonly string[];
}

export const NO_DIFF: Diff = { plan: { objects: [] }, access: [], unread: [] };

/**
 * @param old where the output folder as it was can be read
 * @param next where the new one can be read
 * @param output how the user calls it
 */
export function diffOfFolders(old: string, next: string, output: string): Diff {
  const written = new WrittenManifests();
  return diffBetween(outputState(old, output, written), outputState(next, output, written));
}

function diffBetween(before: OutputState, after: OutputState): Diff {
  const configuration = configurationHere();
  const report = ({ read }: OutputState) =>
    accessReport(read.manifests, [], undefined, configuration.projects, toldIn(configuration));
  return {
    plan: planBetween(before.objects, after.objects),
    access: changesBetween(report(before), report(after)),
    unread: unreadOnOneSide(before.read, after.read),
  };
}

function unreadOnOneSide(before: ReadManifests, after: ReadManifests): string[] {
  const [was, is] = [before, after].map((read) =>
    grouped(problemsIn(read), ({ file, message }) => `${file}\0${message}`),
  );
  const only = (side: typeof was, other: typeof was) =>
    [...side].flatMap(([id, alike]) => alike.slice(other.get(id)?.length ?? 0));
  const places = [...only(was, is), ...only(is, was)].map(
    ({ file, line, column }) => `${shownPath(file)}:${line}:${column}`,
  );
  return [...new Set(places)].sort();
}

/** With what nobody can follow to a folder of Infisical. */
function problemsIn(read: ReadManifests): readonly ReadProblem[] {
  const { projects, ...configuration } = configurationHere();
  const access = accessIn(read.manifests, projects, toldIn(configuration));
  const unfollowed = [...access.unfollowed, ...access.filledInLater];
  return withUnfollowed(withUnreadResources(read), { unfollowed }).problems;
}
