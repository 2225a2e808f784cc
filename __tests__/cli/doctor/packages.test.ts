import { laptopLines, versionIn } from '../../../cli/doctor/checks/laptop';
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

describe('the laptop', () => {
  test('has both programs', () => {
    expect(told(laptopLines({ infisical: { version: '0.43.121' }, compose: { version: '2.39.1' } }))).toEqual([
      'ok the Infisical CLI: 0.43.121',
      'ok docker compose: 2.39.1',
    ]);
  });

  test('lacks one, and has one that is too old', () => {
    expect(told(laptopLines({ infisical: 'absent', compose: { version: '1.28.6' } }))).toEqual([
      'wrong the Infisical CLI: "make up" needs it, and it is not installed -> npm install --global @infisical/cli',
      'wrong docker compose: 1.28.6 is too old: "make up" needs 1.29 or newer -> docker compose version',
    ]);
  });

  test('has one that says nothing', () => {
    const lines = laptopLines({
      infisical: { why: 'infisical did not tell its version within 5 s' },
      compose: 'absent',
    });
    expect(lines.map(({ state }) => state)).toEqual(['not-known', 'wrong']);
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
