import { asCanonical } from '../../../cli/comparison/canonical';
import type { DefaultList } from '../../../cli/comparison/default-list';
import { defaultsOf } from '../../../cli/comparison/defaults';
import { diffTrees } from '../../../cli/comparison/difference';
import { POD_DEFAULTS } from '../../../cli/comparison/pod-defaults';
import { podPlaceIn } from '../../../lib/model/pods';
import type { Manifest } from '../../synthesis';
import { type ApiServer, apiServers } from './api-server';
import { changesOf, type Place, placesAt, withValue } from './changed-fields';
import { RICH_OBJECTS, type RichObject } from './rich-objects';

let servers: readonly ApiServer[];
let bases: readonly (readonly RichObject[])[];

beforeAll(() => {
  servers = apiServers();
  bases = servers.map(basesFor);
}, 1_800_000);

/** The objects as they are written, and as the server keeps them. */
function basesFor({ judge }: ApiServer): RichObject[] {
  const verdicts = judge(RICH_OBJECTS.map(({ object }) => ({ object, stored: true })));
  return RICH_OBJECTS.flatMap(({ name, object }, index) => {
    const { refused, stored } = verdicts[index];
    if (stored === undefined || refused.length > 0) throw new Error(`${name}: ${JSON.stringify(refused)}`);
    const { status: _, ...kept } = stored;
    return [
      { name, object },
      { name: `${name}, as the server keeps it`, object: kept as Manifest },
    ];
  });
}

/** Where two objects are not the same to us, metadata aside. */
const ourDifferences = (was: Manifest, is: Manifest): string[] =>
  diffTrees(asCanonical(was), asCanonical(is))
    .filter(({ path: [first] }) => first !== 'metadata')
    .map(({ path }) => path.join('.'));

interface Change {
  readonly name: string;
  readonly was: Manifest;
  readonly is: Manifest;
}

/** What the server says of changes that it takes: whether all is the same to it and to the controllers that make pods. */
function sameTo({ judge }: ApiServer, changes: readonly Change[]): (boolean | undefined)[] {
  const verdicts = judge(changes.map(({ was, is }) => ({ object: is, before: { object: was } })));
  return verdicts.map(({ refused, update }, index) => {
    if (refused.length > 0 || update === undefined || update.unread !== undefined) return undefined;
    const keepsText = ['StatefulSet', 'DaemonSet'].includes(changes[index].is.kind);
    const { equal, template } = update;
    return equal && (template === undefined || (template.equal && (!keepsText || template.sameText)));
  });
}

test('whatever the server writes into an object is known', () => {
  const unknown = bases.flatMap((some) =>
    RICH_OBJECTS.flatMap(({ name, object }, index) =>
      ourDifferences(object, some[2 * index + 1].object).map((field) => `${name}: ${field}`),
    ),
  );
  expect(unknown).toEqual([]);
});

test('each row of the tables of defaults is right wherever its field exists', () => {
  const judged = new Set<string>();
  const rows = new Set<string>();
  const wrong: string[] = [];
  servers.forEach((server, index) => {
    const changes = bases[index].flatMap((base) => rowChanges(base));
    for (const { row } of changes) rows.add(row);
    sameTo(server, changes).forEach((isSame, at) => {
      if (isSame === undefined) return;
      judged.add(changes[at].row);
      if (!isSame) wrong.push(`${server.version} ${changes[at].name}`);
    });
  });
  expect(wrong).toEqual([]);
  expect([...rows].filter((row) => !judged.has(row))).toEqual([]);
}, 600_000);

/** The object without a field, and with the value that a row says is the same. */
function rowChanges({ name, object }: RichObject): (Change & { row: string })[] {
  const pod = podPlaceIn(object);
  const lists: readonly (readonly [place: Place, fields: DefaultList])[] = [
    [[], defaultsOf(object) ?? []],
    ...(pod === undefined ? [] : ([[[...pod, 'spec'], POD_DEFAULTS]] as const)),
  ];
  return lists.flatMap(([place, fields]) =>
    fields
      .filter(({ value }) => value !== undefined)
      .flatMap(({ at, value }) =>
        placesAt(object, [...place, ...at.split('.')]).map((found) => ({
          row: `${place.length === 0 ? object.kind : 'pod'} ${at} ${JSON.stringify(value)}`,
          name: `${name}: ${found.join('.')} ${JSON.stringify(value)}`,
          was: withValue(object, found, undefined),
          is: withValue(object, found, value),
        })),
      ),
  );
}

test('what is the same to us is the same to the server, and the other way round', () => {
  const wrong = { 'only to us': [] as string[], 'only to the server': [] as string[] };
  servers.forEach((server, index) => {
    // What the server keeps has all that was written.
    const kept = bases[index].filter((_, at) => at % 2 === 1);
    const changes = kept.flatMap(({ name, object }) =>
      changesOf(object).map(({ place, how, object: is }) => {
        return { name: `${server.version} ${name}: ${place.join('.')} ${how}`, was: object, is };
      }),
    );
    const said = sameTo(server, changes);
    changes.forEach(({ name, was, is }, at) => {
      const isSameToUs = said[at] !== undefined && ourDifferences(was, is).length === 0;
      if (said[at] === undefined || said[at] === isSameToUs) return;
      if (isSameToUs || !NOBODY_WRITES.test(name)) wrong[isSameToUs ? 'only to us' : 'only to the server'].push(name);
    });
    expect(said.filter((one) => one !== undefined).length).toBeGreaterThan(2_000);
  });
  expect(wrong).toEqual({ 'only to us': [], 'only to the server': [] });
}, 1_200_000);

/** To say that they differ is no more than noise: metadata that is empty, and what a release drops behind a gate that is off. */
const NOBODY_WRITES = new RegExp(
  [
    String.raw`\bmetadata\.\w+ (\[\]|""|0)$`,
    String.raw`^1\.29.*(\.sleep|\.clusterTrustBundle|\.hostUsers|\.procMount|updateStrategy.*\.maxUnavailable) `,
    String.raw`^1\.37.*\.(protocol|stopSignal|mode|scheduling|schedulingGroup|defaultUser|user) (""|0|\{\})$`,
  ].join('|'),
);
