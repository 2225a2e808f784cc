import type { ReportOptions } from '../../../cli/report/options';
import type { Role } from '../../../cli/roles/role';
import { asTerminalText } from '../access/compose-text';
import { gate, SHOP, written } from './gate';
import type { Files } from './online-shop';

describe('the services of a laptop', () => {
  const OWN = { 'compose.yaml': asTerminalText() };
  const both = (before: Files, after: Files, options: ReportOptions = { diff: 'HEAD', exitCode: true }) =>
    gate({ ...SHOP, ...before }, written(after), undefined, options);

  test('are compared as workloads are', async () => {
    const services = `services:
  app:
    environment:
      PORT: '\${_API__PORT-}'
  postgres: {}
  cache:
    environment:
      TOKEN: '\${_API__TOKEN-}'
`;
    const more = asTerminalText({ keys: '\n        PORT: _API__PORT\n        TOKEN: _API__TOKEN' }, services);
    expect(await both(OWN, { 'compose.yaml': more })).toEqual({
      status: 1,
      stdout: [
        '+ cache gains TOKEN in dev (variable TOKEN, from /api)',
        '- app loses DATABASE_URL in dev (variable DATABASE_URL, from /api)',
        '- postgres loses POSTGRES_PASSWORD in dev (variable PGPASSWORD, from /api)',
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  test('are new where there was no compose file', async () => {
    const { status, stdout } = await both({}, OWN);
    expect(status).toBe(1);
    expect(stdout).toContain('+ postgres (new) gains POSTGRES_PASSWORD in dev');
  });

  test.each([
    ['that did not tell of its keys yet', ''],
    ['of an older release', 'x-infisical:\n  host: https://app.infisical.com\n  project:\n    id: a\n  keys: {}\n'],
  ])('are not compared with a file %s', async (_, told) => {
    const older = { 'compose.yaml': `${asTerminalText().split('x-infisical:')[0]}${told}` };
    expect(await both(older, OWN)).toEqual({
      status: 0,
      stdout: 'No workload gains or loses a key.\n',
      stderr: 'compose.yaml: at HEAD it does not tell which keys its services use, so that it is not compared\n',
    });
  });

  test.each<[string, Files, Files]>([
    ['with conflict markers', OWN, { 'compose.yaml': `<<<<<<< HEAD\n${OWN['compose.yaml']}` }],
    ['that no longer tells of its keys', OWN, { 'compose.yaml': 'services: {}\n' }],
    ['that was not readable', { 'compose.yaml': `${OWN['compose.yaml']}  values: {}\n` }, OWN],
  ])('are neither gained nor gone in a file %s: that ends with 2', async (_, before, after) => {
    const { status, stdout, stderr } = await both(before, after);
    expect({ status, stdout }).toEqual({
      status: 2,
      stdout: expect.stringMatching(
        /^\? .*compose\.yaml:\d+:\d+ is unread: .*\nNo workload gains or loses a key in what/,
      ),
    });
    expect(stderr).toMatch(/compose\.yaml:\d+:\d+: unread: /);
  });

  test('stay out with --no-compose', async () => {
    expect(await both({}, OWN, { diff: 'HEAD', compose: false })).toMatchObject({
      status: 0,
      stdout: 'No workload gains or loses a key.\n',
    });
  });

  test('stand in the report with the line of each key, and the places in the role of check', async () => {
    const report = await both(OWN, {}, { json: true });
    expect(JSON.parse(report.stdout).rows).toContainEqual(
      expect.objectContaining({
        environment: 'dev',
        cluster: 'compose.yaml',
        holder: { kind: 'compose service', name: 'postgres', file: 'compose.yaml' },
        key: 'POSTGRES_PASSWORD',
        variable: 'PGPASSWORD',
      }),
    );
    const role = await both(OWN, {}, { role: 'json', for: 'check' });
    const folders = JSON.parse(role.stdout).roles.flatMap(({ permissions }: Role) =>
      permissions.map(({ conditions }) => `${conditions.environment.$eq}:${Object.values(conditions.secretPath)}`),
    );
    expect(folders).toEqual(['dev:/api', 'prod:/api']);
    expect((await both(OWN, {}, { role: 'json' })).stdout).not.toContain('"dev"');
  });
});
