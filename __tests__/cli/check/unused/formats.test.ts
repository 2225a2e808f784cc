import type { CheckOptions } from '../../../../cli/check/options';
import type { EnvironmentReport, KeyStatus } from '../../../../cli/check/report';
import { unusedJson, unusedText } from '../../../../cli/check/unused/formats';
import { exitCodeOfUnused } from '../../../../cli/check/unused/run-unused';
import { isAnySeen, type UnusedView, unusedPlaces } from '../../../../cli/check/unused/unused-view';
import { noColours } from '../../../../cli/terminal/colours';

const about = { users: [], locations: [{ file: 'a.yaml', line: 1, column: 1 }], found: [] };
const status = (key: string, one: Partial<KeyStatus> = {}): KeyStatus => ({
  ...{ ...about, key, status: 'unused', wanted: ['prod:/api'] },
  ...one,
});
const environment = (...keys: readonly KeyStatus[]): EnvironmentReport => ({
  host: 'https://app.infisical.com',
  project: 'shop',
  environment: 'prod',
  keys,
  problems: [],
});
const REPORT = environment(
  status('USED', { status: 'ok' }),
  status('B'),
  status('A', { status: 'perhaps-unused', hint: 'what is unread may use it' }),
  status('C', { wanted: ['prod:/gone'], locations: [] }),
);

test('keys stand at the folder that has them; one that nothing reads is told', () => {
  expect(
    unusedPlaces([REPORT]).map(({ folder, isUnread, keys }) => [folder, isUnread, keys.map(({ key }) => key)]),
  ).toEqual([
    ['prod:/api', false, ['A', 'B']],
    ['prod:/gone', true, ['C']],
  ]);
});

test('as text, and as JSON', () => {
  const [api, gone] = unusedPlaces([REPORT]);
  const commit = { commit: '761f022ac9', date: '2026-10-02', author: 'Jane', subject: 'gone', file: 'dist/a.yaml' };
  const users = [{ object: 'Deployment shop/web', container: 'web', as: 'variable B' }];
  const [first, second] = api.keys;
  const keys = [first, { ...second, lastUse: { ...commit, kind: 'removed' as const, users } }];
  const view: UnusedView = {
    places: [{ ...api, keys }, gone],
    history: 'whole',
    notLookedAt: ['values'],
    unread: [],
    isSeen: true,
  };
  expect(unusedText(view, noColours)).toBe(`prod:/api of project shop https://app.infisical.com
2 keys that nobody declares
  A  perhaps: what is unread may use it; no commit names it
  B  used by Deployment shop/web container web variable B in dist/a.yaml, until
     761f022ac9 (2026-10-02, Jane): gone

prod:/gone of project shop https://app.infisical.com
1 key that nobody declares, which nothing here reads
  C  no commit names it

not looked at: values
`);
  const both = [...users, { object: 'compose service web', as: 'variable B', file: 'compose.yaml' }];
  const inTwo = [{ ...second, lastUse: { ...commit, kind: 'removed' as const, users: both } }];
  expect(unusedText({ ...view, places: [{ ...api, keys: inTwo }] }, noColours)).toContain(
    'variable B in dist/a.yaml; compose service web variable B in compose.yaml, until',
  );
  expect(JSON.parse(unusedJson(view)).places[0].keys[1].lastUse.users).toEqual(users);
  expect(unusedText({ ...view, history: 'part' }, noColours)).toContain('  C  no commit that was read names it\n');
  expect(unusedText({ ...view, history: 'none' }, noColours)).toContain('  C\n');
  expect(unusedText({ ...view, places: [] }, noColours)).toMatch(/^every key that is seen is declared by somebody\n/);
  expect(unusedText({ ...view, places: [], isSeen: false }, noColours)).toMatch(
    /^no folder was seen, and no key of one\n/,
  );
});

test('of what gave no answer nothing is seen', () => {
  const problem = { path: '/api', message: 'no answer', locations: [] };
  const unanswered = { ...environment(status('A', { status: 'unchecked' })), problems: [problem] };
  expect([[], [unanswered], [unanswered, environment()], [REPORT]].map(isAnySeen)).toEqual([false, false, true, true]);
});

test('an unused key is a finding only where that is asked for, and one that is perhaps unused leaves it open then', () => {
  const ends = (
    environments: readonly EnvironmentReport[],
    failOn: CheckOptions['failOn'],
    unread: UnusedView['unread'] = [],
  ) => exitCodeOfUnused({ environments, unread, unseen: [] }, { failOn } as CheckOptions);
  const certain = environment(status('B'), status('X', { status: 'missing' }));
  expect([ends([certain], ['missing']), ends([certain], ['unused']), ends([environment()], ['unused'])]).toEqual([
    0, 1, 0,
  ]);
  expect([ends([REPORT], ['missing']), ends([REPORT], ['unused'])]).toEqual([0, 2]);
  expect(ends([certain], ['missing'], [{ file: 'a', line: 1, column: 1, message: 'x' }])).toBe(2);
  const problem = { path: '/api', message: 'no answer', locations: [] };
  expect(ends([{ ...certain, problems: [problem] }], ['missing'])).toBe(2);
});
