import { type Laptop, laptopLines, versionIn } from '../../../cli/doctor/checks/laptop';
import { isWithin, type Packages, packageLines } from '../../../cli/doctor/checks/packages';
import { told } from './told';

const RIGHT: Packages = {
  node: { version: '22.1.0', oldest: 20 },
  isProject: true,
  install: 'npm install',
  installAll: 'npm install',
  declared: ['cdk8s-infisical', 'cdk8s', 'tsx'],
  hasManifest: true,
  command: '0.1.0',
  library: '0.1.0',
  isLibrary: false,
  peers: [{ name: 'cdk8s', range: '^2.68.11', version: '2.70.106' }],
  copies: [],
};

const toldOf = (packages: Partial<Packages>) => told(packageLines({ ...RIGHT, ...packages }));

test('what is right', () => {
  expect(toldOf({})).toEqual(['ok Node: 22.1.0', 'ok cdk8s-infisical: 0.1.0', 'ok cdk8s: 2.70.106']);
});

test('what package.json names and is not installed is one line', () => {
  const peers = [{ name: 'cdk8s', range: '^2.68.11' }];
  expect(toldOf({ library: undefined, peers, missingRunner: 'tsx' })).toEqual([
    'ok Node: 22.1.0',
    'wrong package.json: it names cdk8s-infisical, cdk8s and tsx, and nobody has installed that here -> npm install',
  ]);
});

test('what package.json does not name is installed by its name', () => {
  const peers = [{ name: 'constructs', range: '^10.3.0' }];
  const packages = { declared: [], library: undefined, peers, missingRunner: 'tsx', install: 'pnpm add' };
  expect(toldOf(packages)).toEqual([
    'ok Node: 22.1.0',
    'wrong cdk8s-infisical: the library is not installed here -> pnpm add cdk8s-infisical@0.1.0',
    "wrong constructs: it is not installed, and the library needs ^10.3.0 -> pnpm add 'constructs@^10.3.0'",
    'wrong tsx: cdk8s.yaml runs the app with it, and it is not installed -> pnpm add -D tsx',
  ]);
});

test('another version than that of the command', () => {
  expect(toldOf({ library: '0.2.0' })[1]).toBe(
    'wrong cdk8s-infisical: the program uses 0.2.0, and this command is 0.1.0: take that of the project -> npx cdk8s-infisical doctor',
  );
});

test('the library itself, and a folder without any package', () => {
  expect(toldOf({ isLibrary: true, library: undefined })[1]).toBe('ok cdk8s-infisical: this is the library itself');
  expect(toldOf({ hasManifest: false, library: undefined })[1]).toMatch(/^not-known cdk8s-infisical: no package\.json/);
  expect(toldOf({ keptBy: 'another language' }).slice(1)).toEqual([
    'not-known cdk8s-infisical: what a program in another language than TypeScript has installed is not looked at',
  ]);
  expect(toldOf({ keptBy: 'Yarn', library: undefined }).slice(1)).toEqual([
    "not-known cdk8s-infisical: the packages are in the archives of Yarn's Plug'n'Play, which are not looked at",
  ]);
  expect(toldOf({ isProject: false, library: undefined })).toEqual(['ok Node: 22.1.0']);
});

test('a version out of range, an old Node, two copies', () => {
  const lines = toldOf({
    node: { version: '18.20.0', oldest: 20 },
    peers: [{ name: 'cdk8s', range: '^2.68.11', version: '2.68.10' }],
    copies: [
      { name: 'constructs', folders: ['node_modules/constructs', 'node_modules/cdk8s/node_modules/constructs'] },
    ],
  });
  expect(lines).toEqual([
    'wrong Node: 18.20.0 is too old: install 20 or newer -> node --version',
    'ok cdk8s-infisical: 0.1.0',
    "wrong cdk8s: 2.68.10 is not within ^2.68.11, which the library needs -> npm install 'cdk8s@^2.68.11'",
    "wrong constructs: the program would load 2 copies of it, which do not know each other's objects: node_modules/constructs, node_modules/cdk8s/node_modules/constructs -> npm ls constructs",
  ]);
});

test('the program that needs no Node tells nothing of it', () => {
  expect(toldOf({ node: undefined })[0]).toBe('ok cdk8s-infisical: 0.1.0');
});

test.each([
  ['2.68.11', true],
  ['2.70.0', true],
  ['2.68.10', false],
  ['3.0.0', false],
  ['1.99.99', false],
  ['', false],
])('%j is within ^2.68.11: %j', (version, expected) => {
  expect(isWithin(version, '^2.68.11')).toBe(expected);
});

test.each([
  ['2.0.54', true],
  ['2.6.0', true],
  ['2.0.53', false],
  ['3.0.0', false],
])('%j is within >=2.0.54 <3: %j', (version, expected) => {
  expect(isWithin(version, '>=2.0.54 <3')).toBe(expected);
});

test('a newer cdk8s-plus under the name of the peer is told by its own', () => {
  const peer = { name: 'cdk8s-plus-28', range: '>=2.0.54 <3', alias: 'cdk8s-plus-34' };
  expect(toldOf({ peers: [{ ...peer, version: '2.0.54' }] })[2]).toBe('ok cdk8s-plus-28: cdk8s-plus-34 2.0.54');
  expect(toldOf({ peers: [{ ...peer, version: '2.0.20' }] })[2]).toBe(
    "wrong cdk8s-plus-28: cdk8s-plus-34 2.0.20 is not within >=2.0.54 <3, which the library needs -> npm install 'cdk8s-plus-28@>=2.0.54 <3'",
  );
});

describe('the laptop', () => {
  const HOST = 'https://app.infisical.com';
  const whole: Laptop = {
    needs: { host: HOST, isByCli: false, isTogether: false, hasFiles: false },
    infisical: { version: '0.43.121' },
    isProgramFound: true,
    compose: { version: '2.39.1' },
    login: { status: 'authenticated', host: `${HOST}/` },
  };
  const linesIn = (more: Partial<Laptop>) => told(laptopLines({ ...whole, ...more }));

  test('has all programs, and a login', () => {
    expect(linesIn({})).toEqual([
      'ok cdk8s-infisical: the Makefile finds it',
      'ok the Infisical CLI: 0.43.121',
      'ok the login of the Infisical CLI: by a person',
      'ok docker compose: 2.39.1',
    ]);
  });

  test('lacks all, and has one that is too old', () => {
    const compose = { version: '1.28.6' };
    expect(linesIn({ infisical: 'absent', isProgramFound: false, compose })).toEqual([
      'wrong cdk8s-infisical: "make up" finds it neither in node_modules, here or above, nor in PATH -> npm install',
      'wrong the Infisical CLI: "make up" needs it, and it is not installed -> npm install --global @infisical/cli',
      'wrong docker compose: 1.28.6 is too old: "make up" needs 1.29 or newer -> https://docs.docker.com/compose/install/',
    ]);
  });

  test('needs no Node where infisical run starts the stack, and a CLI that reads all folders', () => {
    const infisical = { version: '0.43.81' };
    const needs = { ...whole.needs, isByCli: true };
    expect(linesIn({ needs, infisical, isProgramFound: false })[0]).toBe('ok the Infisical CLI: 0.43.81');
    expect(linesIn({ needs: { ...needs, isTogether: true }, infisical })[0]).toBe(
      'wrong the Infisical CLI: 0.43.81 reads one of the folders that "make up" reads together: it needs 0.43.82 or newer -> npm install --global @infisical/cli',
    );
    for (const version of ['0.43.82', '0.44.0', '1.0.0']) {
      expect(linesIn({ needs: { ...needs, isTogether: true }, infisical: { version } })[0]).toMatch(/^ok/);
    }
  });

  test('mounts keys as files with compose 2 only', () => {
    const needs = { ...whole.needs, hasFiles: true };
    expect(linesIn({ needs, compose: { version: '1.29.2' } })[3]).toBe(
      'wrong docker compose: 1.29.2 mounts no keys as files, as this stack does: it needs version 2 -> https://docs.docker.com/compose/install/',
    );
    expect(linesIn({ needs })[3]).toMatch(/^ok/);
    expect(linesIn({ compose: { version: '1.29.2' } })[3]).toBe('ok docker compose: 1.29.2');
  });

  test.each<[Laptop['login'], string]>([
    [{ variable: 'INFISICAL_TOKEN' }, 'ok the login of the Infisical CLI: by INFISICAL_TOKEN'],
    [
      'nobody',
      `wrong the login of the Infisical CLI: nobody is logged in, and "make up" needs it -> infisical login --domain=${HOST}`,
    ],
    [
      { status: 'expired' },
      `wrong the login of the Infisical CLI: it is not good any more (expired) -> infisical login --domain=${HOST}`,
    ],
    [
      { status: 'authenticated', host: 'https://eu.infisical.com' },
      `wrong the login of the Infisical CLI: it is for https://eu.infisical.com, and the keys are at ${HOST} -> infisical login --domain=${HOST}`,
    ],
    [
      { why: 'the Infisical CLI does not tell' },
      `not-known the login of the Infisical CLI: the Infisical CLI does not tell -> infisical login --domain=${HOST}`,
    ],
  ])('is logged in as %j', (login, line) => {
    expect(linesIn({ login })[2]).toBe(line);
  });

  test('has one that says nothing', () => {
    const infisical = { why: 'infisical did not tell its version within 5 s' };
    const lines = laptopLines({ ...whole, infisical, compose: 'absent', login: undefined });
    expect(lines.map(({ state }) => state)).toEqual(['ok', 'not-known', 'wrong']);
  });

  test.each([
    ['infisical version 0.43.121\n', '0.43.121'],
    ['v2.39.1\n', '2.39.1'],
    ['docker-compose version 1.29.2, build 5becea4c', '1.29.2'],
    ['no version', undefined],
  ])('%j tells %j', (text, version) => {
    expect(versionIn(text)).toBe(version);
  });
});
