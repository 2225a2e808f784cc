import { grouped } from '../../../lib/collections/grouped';
import { distinct } from '../../../lib/collections/order';
import { accessIn, withUnfollowed } from '../../access/key-uses';
import { toldIn } from '../../access/unknown-host';
import { withUnreadResources } from '../../access/unread-resources';
import { accessReport } from '../../access-report/access-report';
import type { Change } from '../../access-report/changes/change';
import { changesBetween } from '../../access-report/changes/compare';
import { shownPath } from '../../access-report/shown-path';
import { configurationHere } from '../../configuration/configuration';
import type { ReadManifests, ReadProblem } from '../../manifests/read-manifests';
import type { OutputState } from './output-state';
import { withoutUnconcerned } from './unconcerned';

/** What a synth changes in who gets which key. */
export interface AccessChanges {
  readonly access: readonly Change[];
  /** Where in the files stands what is unread, unless it is so before and after: nobody knows what it changes. */
  readonly unread: readonly string[];
}

/** Documents that are the same on both sides are one object in both. */
export function accessChanges(before: OutputState, after: OutputState): AccessChanges {
  const [was, is] = withoutUnconcerned(before.read, after.read);
  const { projects, ...configuration } = configurationHere();
  const report = ({ manifests }: ReadManifests) =>
    accessReport(manifests, [], undefined, { projects, settings: toldIn(configuration) });
  return {
    access: changesBetween(report(was), report(is)),
    unread: unreadPlaces([...unreadInChanged(before, after), ...unreadOnOneSide(was, is)]),
  };
}

function unreadInChanged(before: OutputState, after: OutputState): ReadProblem[] {
  const isSame = ({ file }: ReadProblem) => before.texts.get(file) === after.texts.get(file);
  return [...before.read.problems, ...after.read.problems].filter((problem) => !isSame(problem));
}

function unreadPlaces(problems: readonly ReadProblem[]): string[] {
  return distinct(problems.map(({ file, line, column }) => `${shownPath(file)}:${line}:${column}`));
}

function unreadOnOneSide(before: ReadManifests, after: ReadManifests): ReadProblem[] {
  const [was, is] = [before, after].map((read) =>
    grouped(problemsIn(read), ({ file, message }) => `${file}\0${message}`),
  );
  const only = (side: typeof was, other: typeof was) =>
    [...side].flatMap(([id, alike]) => alike.slice(other.get(id)?.length ?? 0));
  return [...only(was, is), ...only(is, was)];
}

/** With what nobody can follow to a folder of Infisical. */
function problemsIn(read: ReadManifests): readonly ReadProblem[] {
  const { projects, ...configuration } = configurationHere();
  const access = accessIn(read.manifests, projects, toldIn(configuration));
  const unfollowed = [...access.unfollowed, ...access.filledInLater];
  return withUnfollowed(withUnreadResources(read), { unfollowed }).problems;
}
