import { EVERY_KIND } from '../../app/every-kind';
import { type Manifest, synthesize } from '../../synthesis';
import { type ApiServer, apiServers } from './api-server';

let servers: readonly ApiServer[];

beforeAll(() => {
  servers = apiServers();
}, 1_800_000);

const refusalsOf = (objects: readonly Manifest[]) =>
  servers.flatMap(({ version, judge }) =>
    judge(objects.map((object) => ({ object }))).flatMap(({ refused }, i) =>
      refused.map((one) => ({ version, kind: objects[i].kind, ...one })),
    ),
  );

test.each(EVERY_KIND)('no API server refuses a $kind, the smallest or one with everything', ({ smallest, every }) => {
  expect(refusalsOf([...synthesize(smallest), ...synthesize(every)])).toEqual([]);
});
