import { asCanonical } from '../../../cli/comparison/canonical';
import { diffTrees } from '../../../cli/comparison/difference';
import type { Manifest } from '../../synthesis';
import { type ApiServer, apiServers } from './api-server';
import { changesOf } from './changed-fields';
import { RICH_OBJECTS } from './rich-objects';

let servers: readonly ApiServer[];

beforeAll(() => {
  servers = apiServers();
}, 1_800_000);

/** Where two objects are not the same to us. */
const ourDifferences = (was: Manifest, is: Manifest): string[] =>
  diffTrees(asCanonical(was as never), asCanonical(is as never))
    .filter(({ path: [first] }) => first !== 'metadata')
    .map(({ path }) => path.join('.'));

/** The objects as they are written, and as the server keeps them. */
function basesFor({ judge }: ApiServer) {
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

test('whatever the server writes into an object is known', () => {
  for (const server of servers) {
    const bases = basesFor(server);
    const unknown = RICH_OBJECTS.flatMap(({ name, object }, index) =>
      ourDifferences(object, bases[2 * index + 1].object).map((field) => `${name}: ${field}`),
    );
    expect(unknown).toEqual([]);
  }
});

test('what is the same to us is the same to the server, and the other way round', () => {
  for (const server of servers) {
    const changes = basesFor(server).flatMap((base) => changesOf(base.object).map((change) => ({ base, change })));
    const verdicts = server.judge(
      changes.map(({ base, change }) => ({ object: change.object, before: { object: base.object } })),
    );
    const wrong = { 'only to us': [] as string[], 'only to the server': [] as string[] };
    let judged = 0;
    changes.forEach(({ base, change }, index) => {
      const { refused, update } = verdicts[index];
      if (refused.length > 0 || update === undefined) return;
      judged++;
      const { equal, template } = update;
      const keepsText = ['StatefulSet', 'DaemonSet'].includes(base.object.kind);
      const isSame = equal && (template === undefined || (template.equal && (!keepsText || template.sameText)));
      const isSameToUs = ourDifferences(base.object, change.object).length === 0;
      if (isSame === isSameToUs) return;
      const text = `${base.name}: ${change.place.join('.')} ${change.how}`;
      wrong[isSameToUs ? 'only to us' : 'only to the server'].push(text);
    });
    process.stdout.write(`${server.version}: ${changes.length} changes, ${judged} judged\n`);
    if (process.env.OUT) require('node:fs').writeFileSync(`${process.env.OUT}-${server.version}.json`, JSON.stringify(wrong, null, 1));
    expect(wrong).toEqual({ 'only to us': [], 'only to the server': [] });
    expect(judged).toBeGreaterThan(5_000);
  }
}, 600_000);
