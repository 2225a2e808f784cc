import { sortedNaturally } from '../../lib/collections/natural-order';
import { environmentKey } from '../../lib/model/environment-order';

test('environments follow one another as a release does, those of which nobody knows it before the last', () => {
  const names = ['prod-eu', 'production', 'staging', 'blue', 'prod', 'dev', 'qa', 'team-10', 'local', 'team-2', ''];
  expect(sortedNaturally(names, environmentKey)).toEqual([
    'dev',
    'local',
    'qa',
    '',
    'blue',
    'staging',
    'team-2',
    'team-10',
    'prod',
    'prod-eu',
    'production',
  ]);
});
