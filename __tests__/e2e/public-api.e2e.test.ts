import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from './packed-library';

const RECORD = 'api/recorded.json';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'public-api-'));
  for (const entry of ['tools', 'api', 'package.json', '.jsii']) {
    cpSync(join(PROJECT, entry), join(folder, entry), { recursive: true });
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');
const COMMITTED = readFileSync(join(PROJECT, RECORD), 'utf8');

// biome-ignore lint/suspicious/noExplicitAny: what jsii tells
type Types = { [name: string]: any };

function change(what: (types: Types) => void): void {
  const assembly = JSON.parse(textOf('.jsii'));
  what(assembly.types);
  writeFileSync(join(folder, '.jsii'), JSON.stringify(assembly));
}

function api(...options: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/api.cjs', ...options], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, printed: stdout + stderr };
}

test('the public API is the one that is recorded', () => {
  expect(api()).toEqual({ status: 0, printed: '' });
  expect(textOf(RECORD)).toBe(COMMITTED);
});

test.each<[string, string, (types: Types) => void]>([
  [
    'a prop that goes',
    'SecretSyncedAppProps.strategy: has been removed',
    (types) => {
      const { properties } = types['cdk8s-infisical.SecretSyncedAppProps'];
      properties.splice(
        properties.findIndex(({ name }: { name: string }) => name === 'strategy'),
        1,
      );
    },
  ],
  [
    'a class that goes',
    'DynamicSecret: has been removed',
    (types) => {
      delete types['cdk8s-infisical.DynamicSecret'];
    },
  ],
  [
    'a class that nobody can make any more',
    'SyncedSecret: has no public constructor any more',
    (types) => {
      delete types['cdk8s-infisical.SyncedSecret'].initializer;
    },
  ],
])('%s stops it, and is recorded where that is meant', (_, message, breaking) => {
  change(breaking);
  const { status, printed } = api();
  expect({ status, printed }).toEqual({ status: 1, printed: expect.stringContaining(message) });
  expect(printed).toContain('npm run api -- --breaking\n');
  expect(textOf(RECORD)).toBe(COMMITTED);
  expect(api('--breaking').status).toBe(0);
  expect(textOf(RECORD)).not.toBe(COMMITTED);
});

test('what is added is recorded; a text that explains is not', () => {
  change((types) => {
    types['cdk8s-infisical.SyncedSecret'].docs = { summary: 'Another text.' };
  });
  expect(api()).toEqual({ status: 0, printed: '' });
  expect(textOf(RECORD)).toBe(COMMITTED);
  change((types) => {
    const { properties } = types['cdk8s-infisical.SecretSyncedAppProps'];
    properties.push({ ...properties.find(({ name }: { name: string }) => name === 'strategy'), name: 'newProp' });
  });
  expect(api()).toEqual({ status: 0, printed: '' });
  expect(textOf(RECORD)).toContain('"name":"newProp"');
});

test('an option that there is not records nothing', () => {
  expect(api('--braking')).toEqual({ status: 1, printed: expect.stringContaining('there is no option --braking') });
});
