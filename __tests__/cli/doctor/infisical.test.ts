import { type AskedFolder, type AskedInfisical, infisicalLines } from '../../../cli/doctor/checks/infisical';
import type { FailureKind } from '../../../cli/infisical-api/failure';
import { told } from './told';

const HOST = 'https://secrets.example.com';
const UNIVERSAL = { method: 'universal auth' };

const failing = (kind: FailureKind, message = `because of ${kind}`) => ({ kind, message });

function folder(outcome: AskedFolder['outcome'], other: Partial<AskedFolder> = {}): AskedFolder {
  return { host: HOST, project: 'shop', environment: 'prod', path: '/api', outcome, ...other };
}

function toldOf(asked: Partial<AskedInfisical>): string[] {
  return told(infisicalLines({ login: UNIVERSAL, hosts: [{ host: HOST, outcome: 'answers' }], folders: [], ...asked }));
}

test('all is right', () => {
  const folders = [folder('there'), folder('there', { path: '/web' })];
  expect(toldOf({ folders })).toEqual([
    `ok ${HOST}: answers as Infisical does`,
    'ok the login: by universal auth',
    'ok project "shop", prod: the folders /api and /web',
  ]);
});

test('a host that may not be asked is not known', () => {
  const why = 'the manifests name the host, which you did not';
  expect(toldOf({ hosts: [{ host: HOST, outcome: { why } }], folders: [folder({ why: 'not asked' })] })).toEqual([
    `not-known ${HOST}: ${why}`,
    'not-known project "shop", prod: not asked',
  ]);
});

test.each<[FailureKind, string]>([
  ['unreachable', 'wrong'],
  ['network', 'not-known'],
  ['unknown-host', 'not-known'],
  ['server', 'wrong'],
  ['out-of-time', 'not-known'],
  ['rate-limited', 'not-known'],
])('a host that fails by %s is %s', (kind, state) => {
  const [line] = infisicalLines({
    login: UNIVERSAL,
    hosts: [{ host: HOST, outcome: failing(kind, `${HOST} cannot be reached: nothing listens there`) }],
    folders: [],
  });
  expect(line).toMatchObject({ state, detail: 'cannot be reached: nothing listens there' });
});

describe('the login', () => {
  const LOGIN = 'set INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET, or INFISICAL_TOKEN';

  test('is absent: then no project is asked for', () => {
    const [, line, ...rest] = toldOf({ login: 'absent', folders: [folder('there')] });
    expect(line).toBe(
      `not-known the login: there is nothing to log in with, so that no project was asked for -> ${LOGIN}`,
    );
    expect(rest).toEqual([]);
  });

  test('is half given', () => {
    expect(toldOf({ login: { mistake: 'the id is not set' } })[1]).toBe(
      `wrong the login: the id is not set -> ${LOGIN}`,
    );
  });

  test('is refused: then of the project nothing is known', () => {
    const folders = [folder(failing('login', 'the client id or the client secret is wrong'))];
    expect(toldOf({ folders }).slice(1)).toEqual([
      `wrong the login: the client id or the client secret is wrong -> ${LOGIN}`,
      'not-known project "shop", prod: the client id or the client secret is wrong',
    ]);
  });

  test.each<[FailureKind, string]>([
    ['absent', 'ok'],
    ['forbidden', 'ok'],
    ['network', 'not-known'],
    ['other', 'not-known'],
  ])('where all that was asked fails by %s, it is %s', (kind, state) => {
    expect(toldOf({ folders: [folder(failing(kind))] })[1]).toMatch(new RegExp(`^${state} the login`));
  });
});

describe('an environment', () => {
  const lineOf = (...folders: AskedFolder[]) => toldOf({ folders })[2];
  const MEND = '-> make it in Infisical, or mend its name in the program, then: npx cdk8s-infisical synth';
  const absent = failing('absent', 'there is no such environment or folder (404 SecretPathNotFound)');

  test('has another name', () => {
    expect(lineOf(folder(absent, { environment: 'prdo', environments: ['dev', 'prod'] }))).toBe(
      `wrong project "shop", prdo: there is no environment "prdo": did you mean "prod"? ${MEND}`,
    );
  });

  test('is none of those that there are', () => {
    expect(lineOf(folder(absent, { environment: 'qa', environments: ['dev', 'prod'] }))).toBe(
      `wrong project "shop", qa: there is no environment "qa": it has dev and prod ${MEND}`,
    );
  });

  test('lacks a folder', () => {
    const folders = [folder('there'), folder(absent, { path: '/web', environments: ['prod'] })];
    expect(lineOf(...folders)).toBe(`wrong project "shop", prod: there is no folder "/web" ${MEND}`);
  });

  test('of a project that tells none of its environments', () => {
    expect(lineOf(folder(absent))).toBe(
      `wrong project "shop", prod: "/api": there is no such environment or folder (404 SecretPathNotFound) ${MEND}`,
    );
  });

  test.each<FailureKind>(['forbidden', 'network', 'server', 'rate-limited', 'out-of-time', 'other'])(
    'is not known after %s',
    (kind) => {
      expect(lineOf(folder('there', { path: '/web' }), folder(failing(kind)))).toBe(
        `not-known project "shop", prod: because of ${kind}`,
      );
    },
  );
});

test('nothing names an Infisical', () => {
  expect(toldOf({ hosts: [] })).toEqual([
    'not-known Infisical: neither a manifest nor cdk8s-infisical.yaml names one, so that none was asked',
  ]);
});
