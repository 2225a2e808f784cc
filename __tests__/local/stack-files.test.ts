import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackingService, LocalStack, type LocalStackProps } from '../../lib';

let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'own-'));
  folder = join(base, 'project');
  mkdirSync(folder);
});
afterEach(() => rmSync(base, { recursive: true }));

/** All paths in the folder; links are not followed. */
const names = () =>
  readdirSync(base, { recursive: true, withFileTypes: true }).map((one) => join(one.parentPath, one.name));

function stack(props: LocalStackProps = {}): LocalStack {
  const services = { postgres: BackingService.timescaleDb({ passwordKey: 'PASSWORD', port: 5432 }) };
  return new LocalStack([], { folder, projectId: '6f1c2d7e-0000-4000-8000-000000000002', services, ...props });
}

describe('the files of a local stack are written all or none, in a program that is run by itself:', () => {
  test.each<[string, LocalStackProps, () => void, string]>([
    [
      'a folder in the place of one',
      {},
      () => mkdirSync(join(folder, '.infisical.json')),
      '.infisical.json is a folder',
    ],
    [
      'a file in the place of a folder',
      { makefile: 'dev/Makefile' },
      () => writeFileSync(join(folder, 'dev'), 'mine'),
      'dev is no folder',
    ],
    [
      'a link that leads out',
      { makefile: 'dev/Makefile' },
      () => symlinkSync('..', join(folder, 'dev')),
      'dev/Makefile is behind a link that leads out of',
    ],
    ['a link to nowhere', {}, () => symlinkSync('no', join(folder, 'Makefile')), 'behind a link that leads nowhere'],
    ['a name that is too long', { makefile: `a/${'x'.repeat(254)}` }, () => undefined, 'ENAMETOOLONG'],
  ])('%s', (_, props, arrange, message) => {
    arrange();
    const before = names();
    expect(() => stack(props).synth()).toThrow(message);
    expect(names()).toEqual(before);
  });

  test('two files of one name', () => {
    expect(() => stack({ composeFile: 'Makefile' }).synth()).toThrow(
      'the compose file and the Makefile are both called "Makefile": give one another name (L7)',
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(['../x', 'dev/../../x', 'dev/./x', 'dev//x', '/x'])('the name %j, which leads elsewhere', (name) => {
    expect(() => stack({ composeFile: name }).synth()).toThrow(
      `the file name "${name}" must be like "dev/compose.yaml"`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a folder that leads out of the project', () => {
    expect(() => stack({ folder: 'x/../../elsewhere' }).synth()).toThrow(
      'the folder "x/../../elsewhere" leads out of the project: name one inside of it (L7)',
    );
  });

  test('a folder of the project that is a link which leads out', () => {
    const here = process.cwd();
    symlinkSync('..', join(folder, 'dev'));
    try {
      process.chdir(folder);
      expect(() => stack({ folder: 'dev' }).synth()).toThrow(
        /dev\/compose.yaml is behind a link that leads out of .* \(L7\)/,
      );
    } finally {
      process.chdir(here);
    }
    expect([readdirSync(folder), readdirSync(base)]).toEqual([['dev'], ['project']]);
  });

  test('and a folder that is not there is made', () => {
    stack({ folder: join(folder, 'new'), composeFile: 'dev/.local/compose.yaml' }).synth();
    expect(readdirSync(join(folder, 'new')).sort()).toEqual(['.infisical.json', 'Makefile', 'dev']);
    expect(readFileSync(join(folder, 'new/dev/.local/compose.yaml'), 'utf8')).toContain('postgres');
  });
});

test('what is left of a file that was cut off is written anew', () => {
  stack().synth();
  const whole = readFileSync(join(folder, 'compose.yaml'), 'utf8');
  for (const left of [whole.slice(0, whole.length / 2), '# Made by cdk8s', '']) {
    for (const name of ['compose.yaml', 'Makefile']) writeFileSync(join(folder, name), left);
    stack().synth();
    expect(readFileSync(join(folder, 'compose.yaml'), 'utf8')).toBe(whole);
    expect(readFileSync(join(folder, 'Makefile'), 'utf8')).toContain('up:');
  }
});

describe('a .infisical.json after a merge', () => {
  const ID = '6f1c2d7e-0000-4000-8000-000000000002';
  const OTHER = ID.replace('6f1c', '0000');
  const conflict = (ours: string, theirs: string, base = '') => {
    const text = `{\n<<<<<<< HEAD\n${ours}${base}=======\n${theirs}>>>>>>> main\n  "gitBranchToEnvironmentMapping": null\n}\n`;
    writeFileSync(join(folder, '.infisical.json'), text);
  };
  const lines = (id: string, environment: string) =>
    `  "workspaceId": "${id}",\n  "defaultEnvironment": "${environment}",\n`;
  const written = () => readFileSync(join(folder, '.infisical.json'), 'utf8');

  test('is written anew where its lines are ours, as the other files are', () => {
    stack().synth();
    const before = written();
    conflict(lines(ID, 'dev'), lines(ID, 'qa'));
    stack().synth();
    expect(written()).toBe(before);
    conflict(lines(OTHER, 'dev'), lines(ID, 'dev'), `||||||| 1234567\n${lines(OTHER, 'qa')}`);
    stack().synth();
    expect(written()).toBe(before);
  });

  test.each<[string, () => void]>([
    ['of other projects', () => conflict(lines(OTHER, 'dev'), lines(OTHER, 'qa'))],
    ['that somebody wrote', () => conflict(lines(ID, 'dev'), `${lines(ID, 'dev')}  "mine": true,\n`)],
  ])('is left alone where there are lines %s, with what to do', (_, merge) => {
    merge();
    const before = written();
    expect(() => stack().synth()).toThrow(
      '.infisical.json has conflict markers, and lines that are not of this project: delete it, and it is written anew (L7)',
    );
    expect(written()).toBe(before);
  });
});
