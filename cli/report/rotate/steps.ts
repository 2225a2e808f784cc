import { grouped } from '../../../lib/collections/grouped';
import { distinct } from '../../../lib/collections/order';
import { durationText } from '../../../lib/model/duration';
import { fewOf } from '../../../lib/text/few-of';
import { listed } from '../../../lib/text/listed';
import { objectName } from '../../access-report/access-row';
import type { FolderNames } from '../../access-report/folder-names';
import { shellWord } from '../../shell/word';
import type { Outcome, Place, Step } from './rotation';

/** What to do, in which order: one environment after the other, the one of the customers last. */
export function stepsFor(key: string, places: readonly Place[], names: FolderNames): Step[] {
  const byEnvironment = grouped(places, ({ environment }) => environment);
  return [
    {
      what: `make a new value where ${key} comes from, and keep the old one valid`,
      why: 'until the last of those above has the new one, both are in use: where only one can be valid, some fail meanwhile',
      commands: [],
    },
    ...[...byEnvironment].flatMap(([environment, own]) => stepsIn(environment, key, own, names)),
    {
      what: `revoke the old value of ${key}, once nobody above has it any more`,
      ...(hasOutcome(places, 'keeps-until-end', 'next-run') && { why: 'Jobs that run keep it until they end' }),
      commands: [],
    },
  ];
}

function stepsIn(environment: string, key: string, places: readonly Place[], names: FolderNames): Step[] {
  const own = places.filter(({ keys }) => keys.includes(key));
  const steps = [
    changeStep(key, own, names),
    hastenStep(places),
    waitStep(places),
    restartStep(places),
    uninstalledStep(places),
    rereadStep(places),
    laptopStep(places),
    lookStep(places),
  ];
  const clusters = distinct(places.flatMap((place) => place.clusters));
  const where = clusters.length > 1 ? ` (in the cluster of each of ${fewOf(clusters)})` : '';
  return steps.flatMap((step) => {
    if (step === undefined) return [];
    const isInEach = step.commands.some((command) => command.startsWith('kubectl '));
    return [{ environment, ...step, what: isInEach ? `${step.what}${where}` : step.what }];
  });
}

function changeStep(key: string, places: readonly Place[], names: FolderNames): Step | undefined {
  if (places.length === 0) return undefined;
  const where = distinct(places.map(({ folders }) => folders.map((folder) => names.of(folder)).join(' or ')));
  const writers = distinct(places.flatMap((place) => place.writers));
  const what = `change ${key} in Infisical, at ${listed(where)}`;
  if (writers.length === 0) return { what, commands: [] };
  return {
    what: `${what}, by way of what writes it there: ${listed(writers)}`,
    why: 'a change by hand is written over at its next run',
    commands: [],
  };
}

function hastenStep(places: readonly Place[]): Step | undefined {
  const commands = distinct(places.flatMap(({ holders }) => holders.flatMap(({ hasten }) => hasten)));
  return commands.length === 0 ? undefined : { what: 'to wait less, have it fetched now', commands };
}

function waitStep(places: readonly Place[]): Step | undefined {
  const holders = places.flatMap((place) => place.holders);
  if (holders.length === 0) return undefined;
  const isKnown = holders.every(({ within }) => within !== undefined);
  const most = Math.max(...holders.map(({ within = 0 }) => within));
  const time = isKnown ? `, ${durationText(most)} at most` : '';
  const look = distinct(holders.flatMap((one) => one.look));
  const objects = distinct(holders.map(({ object }) => objectName(object)));
  return {
    what: `wait until ${fewOf(objects)} ${objects.length === 1 ? 'has' : 'have'} it${time}${look.length > 0 ? ': what is printed changes then' : ''}`,
    commands: look,
  };
}

function restartStep(places: readonly Place[]): Step | undefined {
  const keeping = readersWith(places, 'keeps');
  if (keeping.length === 0) return undefined;
  const others = keeping.filter(({ restart }) => restart.length === 0);
  const left = distinct(others.map(({ row }) => objectName(row.holder)));
  return {
    what: 'restart who keeps the old value',
    ...(left.length > 0 && { why: `no command is known here for ${fewOf(left)}` }),
    commands: [...new Set(keeping.flatMap(({ restart }) => restart))],
  };
}

function uninstalledStep(places: readonly Place[]): Step | undefined {
  const commands = [...new Set(readersWith(places, 'restarts-if-installed').flatMap(({ restart }) => restart))];
  if (commands.length === 0) return undefined;
  return { what: 'where neither Reloader nor Wave is installed, restart who asks for it', commands };
}

function rereadStep(places: readonly Place[]): Step | undefined {
  const restarted = new Set(
    readersWith(places, 'keeps', 'restarts-if-installed', 'restarts').map(({ row }) => objectName(row.holder)),
  );
  const reading = readersWith(places, 'reads-again').filter(({ row }) => !restarted.has(objectName(row.holder)));
  const commands = [...new Set(reading.flatMap(({ restart }) => restart))];
  return commands.length === 0
    ? undefined
    : { what: 'restart those whose programs read their files only once', commands };
}

function laptopStep(places: readonly Place[]): Step | undefined {
  const laptops = readersWith(places, 'next-start');
  if (laptops.length === 0) return undefined;
  return {
    what: 'tell whoever runs it on a laptop to start it again',
    commands: distinct(laptops.flatMap(({ restart }) => restart)),
  };
}

function lookStep(places: readonly Place[]): Step | undefined {
  const clusters = distinct(places.filter(({ holders }) => holders.length > 0).flatMap((place) => place.clusters));
  if (clusters.length === 0) return undefined;
  const folders = clusters.filter((one) => one !== 'standard input');
  const commands = folders.map((folder) => `npx cdk8s-infisical status --dist ${shellWord(folder)}`);
  return { what: 'see that all is well', commands: commands.length > 0 ? commands : ['npx cdk8s-infisical status'] };
}

function hasOutcome(places: readonly Place[], ...outcomes: readonly Outcome[]): boolean {
  return readersWith(places, ...outcomes).length > 0;
}

function readersWith(places: readonly Place[], ...outcomes: readonly Outcome[]) {
  return places.flatMap(({ readers }) => readers.filter(({ outcome }) => outcomes.includes(outcome)));
}
