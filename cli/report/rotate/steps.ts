import { grouped } from '../../../lib/collections/grouped';
import { distinctNaturally } from '../../../lib/collections/natural-order';
import { distinct } from '../../../lib/collections/order';
import { durationText } from '../../../lib/model/duration';
import { fewOf } from '../../../lib/text/few-of';
import { listed } from '../../../lib/text/listed';
import { objectName } from '../../access-report/access-row';
import type { FolderNames } from '../../access-report/folder-names';
import { shellWord } from '../../shell/word';
import type { Holder, Outcome, Place, Step } from './rotation';
import { environmentsOf } from './summary';

/** What to do, in which order: one environment after the other, the one of the customers last. */
export function stepsFor(key: string, places: readonly Place[], names: FolderNames): Step[] {
  // What several environments import gets to all of them: its turn is that of the last one.
  const together = grouped(places, (place) => JSON.stringify([environmentsOf([place]).at(-1), place.environment]));
  return [
    {
      what: `make a new value where ${key} comes from, and keep the old one valid`,
      why: 'until the last of those above has the new one, both are in use: where only one can be valid, some fail meanwhile',
      commands: [],
    },
    ...inOrder([...together.values()], key).flatMap((some) => stepsIn(key, some, names)),
    {
      what: `revoke the old value of ${key}, once nobody above has it any more`,
      ...(hasOutcome(places, 'keeps-until-end', 'next-run') && { why: 'Jobs that run keep it until they end' }),
      commands: [],
    },
  ];
}

/** Where only values refer to the key, nothing is changed: what happens there comes after the change. */
function inOrder(all: readonly Place[][], key: string): Place[][] {
  const [changing, following] = [true, false].map((wanted) =>
    all.filter((places) => placesOf(key, places).length > 0 === wanted),
  );
  return [...changing, ...following];
}

function placesOf(key: string, places: readonly Place[]): Place[] {
  return places.filter(({ keys }) => keys.includes(key));
}

/** @param places at least one, all of one environment */
function stepsIn(key: string, places: readonly Place[], names: FolderNames): Step[] {
  const [{ environment }] = places;
  const own = placesOf(key, places);
  const isChanged = own.length > 0;
  const steps = [
    ...(isChanged ? inClusters(places, noteStep) : []),
    changeStep(key, own, names),
    ...[fetchStep, hastenStep, waitStep(isChanged), restartStep, uninstalledStep, rereadStep].flatMap((stepOf) =>
      inClusters(places, stepOf),
    ),
    laptopStep(places),
    lookStep(places),
  ];
  return steps.flatMap((step) => (step === undefined ? [] : [{ environment, ...step }]));
}

type StepOf = (places: readonly Place[]) => Step | undefined;

/** One step for all clusters where they have to do the same, else one for each: what is in one may mean another thing in the next. */
function inClusters(places: readonly Place[], stepOf: StepOf): (Step | undefined)[] {
  const clusters = clustersOf(places);
  const steps = clusters.flatMap((cluster) => {
    const step = stepOf(places.map((place) => onlyIn(place, cluster)));
    return step === undefined ? [] : [{ cluster, step }];
  });
  const areOfIt = places.every((place) => environmentsOf([place]).join() === place.environment);
  if (clusters.length < 2 && areOfIt) return steps.map(({ step }) => step);
  return [...grouped(steps, ({ step }) => JSON.stringify(step)).values()].map((alike): Step => {
    const where = alike.map(({ cluster }) => cluster);
    const each = where.length === 1 ? `the cluster of ${where[0]}` : `the cluster of each of ${listed(where)}`;
    const [{ step }] = alike;
    return { ...step, what: `${step.what} (in ${each})` };
  });
}

/** Of those that have somebody to act on: a laptop is no cluster. */
function clustersOf(places: readonly Place[]): string[] {
  return distinctNaturally(
    places.flatMap(({ holders, readers }) => [
      ...holders.map(({ cluster }) => cluster),
      ...readers.flatMap(({ row, outcome }) => (outcome === 'next-start' ? [] : [row.cluster])),
    ]),
  );
}

function onlyIn(place: Place, cluster: string): Place {
  return {
    ...place,
    holders: place.holders.filter((one) => one.cluster === cluster),
    readers: place.readers.filter(({ row }) => row.cluster === cluster),
  };
}

/** What is there tells nothing to whoever does not know what was there before. */
function noteStep(places: readonly Place[]): Step | undefined {
  const commands = commandsOf(places, ({ look }) => look);
  return commands.length === 0 ? undefined : { what: 'before the change, note what is printed', commands };
}

function commandsOf(places: readonly Place[], of: (holder: Holder) => readonly string[]): string[] {
  return distinct(places.flatMap(({ holders }) => holders.flatMap(of)));
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

function fetchStep(places: readonly Place[]): Step | undefined {
  const commands = commandsOf(places, ({ fetch }) => fetch);
  return commands.length === 0 ? undefined : { what: 'have it fetched, as it does not come by itself', commands };
}

function hastenStep(places: readonly Place[]): Step | undefined {
  const commands = commandsOf(places, ({ hasten }) => hasten);
  return commands.length === 0 ? undefined : { what: 'to wait less, have it fetched now', commands };
}

function waitStep(isNoted: boolean): StepOf {
  return (places) => {
    const holders = places.flatMap((place) => place.holders);
    if (holders.length === 0) return undefined;
    const isKnown = holders.every(({ within, fetch }) => within !== undefined || fetch.length > 0);
    const most = Math.max(...holders.map(({ within = 0 }) => within));
    const time = isKnown && most > 0 ? `, ${durationText(most)} at most` : '';
    const look = isNoted ? commandsOf(places, (one) => one.look) : [];
    const objects = distinct(holders.map(({ object }) => objectName(object)));
    return {
      what: `wait until ${fewOf(objects)} ${objects.length === 1 ? 'has' : 'have'} it${time}${look.length > 0 ? ': what is printed is another then' : ''}`,
      commands: look,
    };
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
  const clusters = distinctNaturally(places.flatMap(({ holders }) => holders.map(({ cluster }) => cluster)));
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
