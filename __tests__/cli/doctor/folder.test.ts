import { outputLines } from '../../../cli/doctor/checks/output';
import { configurationLines, programFiles, settingsLines } from '../../../cli/doctor/checks/settings';
import { told } from './told';

describe('cdk8s.yaml', () => {
  const read = { app: 'node --import tsx main.ts', output: 'dist' };

  test('names a program that is there', () => {
    expect(told(settingsLines({ ...read, program: [{ file: 'main.ts', isThere: true }] }))).toEqual([
      'ok cdk8s.yaml: runs "node --import tsx main.ts", which writes "dist"',
      'ok the program: main.ts',
    ]);
  });

  test('names a program that is not there', () => {
    const [, line] = told(settingsLines({ ...read, program: [{ file: 'main.ts', isThere: false }] }));
    expect(line).toBe(
      'wrong the program: there is no file main.ts, which cdk8s.yaml runs: write it, or name another one as app',
    );
  });

  test('names no file, as "go run ." does not', () => {
    expect(settingsLines({ app: 'go run .', output: 'dist', program: [] })).toHaveLength(1);
  });

  test('has several mistakes', () => {
    const lines = settingsLines({ mistakes: ['it names no app', 'output is 1: write a text'] });
    expect(told(lines)).toEqual(['wrong cdk8s.yaml: it names no app', 'wrong cdk8s.yaml: output is 1: write a text']);
  });

  test('is absent', () => {
    expect(
      told([...settingsLines({ absent: true }), ...settingsLines({ absent: true, above: '/shop/cdk8s.yaml' })]),
    ).toEqual([
      'wrong cdk8s.yaml: this folder is no project yet, it has no cdk8s.yaml -> npx cdk8s-infisical init',
      'wrong cdk8s.yaml: it is not in this folder, and the nearest is /shop/cdk8s.yaml -> go there, and run this again',
    ]);
  });

  test.each([
    ['node --import tsx main.ts', ['main.ts']],
    ['npx tsx src/app.mts --flag', ['src/app.mts']],
    ['pipenv run python main.py', ['main.py']],
    ['go run .', []],
    ['node --import=./hook.mjs', []],
    ['deno run https://example.com/main.ts', []],
    ['NODE_OPTIONS=--import=./hook.mjs node main.ts', ['main.ts']],
    ['ts-node -r tsconfig-paths/register.js main.ts', ['main.ts']],
    ['node --import tsx/esm/index.mjs main.ts', ['main.ts']],
    ['cd charts && node main.js', []],
  ])('%s runs %j', (app, files) => {
    expect(programFiles(app)).toEqual(files);
  });
});

test('the configuration may be absent, right or wrong', () => {
  const lines = [
    ...configurationLines('absent'),
    ...configurationLines('read'),
    ...configurationLines({ mistakes: ['a', 'b'] }),
  ];
  expect(lines.map(({ state }) => state)).toEqual(['ok', 'ok', 'wrong', 'wrong']);
});

describe('the output folder', () => {
  const read = { manifests: 8, problems: [] };
  const COMMIT = '-> see git status, then commit it together with the program and the data that it is made from';

  test('is right', () => {
    expect(told(outputLines('dist', read, { committed: 4, different: [] }))).toEqual([
      'ok dist: 8 objects',
      'ok dist in git: committed as it is here',
    ]);
  });

  test('is not there', () => {
    expect(told(outputLines('dist', undefined, undefined))).toEqual([
      'wrong dist: there is no such folder: it is made from the program -> npx cdk8s-infisical synth',
    ]);
  });

  test.each([0, 4])('which cannot be read is not sent to a commit (%i files in the last one)', (committed) => {
    const problems = [{ file: 'dist/a.yaml', line: 1, column: 1, message: 'no YAML' }];
    const [, line] = outputLines('dist', { manifests: 8, problems }, { committed, different: ['a.yaml'] });
    expect(line).toMatchObject({ state: 'not-known' });
    expect(line).not.toHaveProperty('next');
  });

  test('has nothing in it', () => {
    expect(told(outputLines('dist', { manifests: 0, problems: [] }, undefined))).toEqual([
      'wrong dist: it holds no Kubernetes object -> npx cdk8s-infisical synth',
    ]);
  });

  test('cannot be read as a whole', () => {
    const problem = (line: number) => ({ file: 'dist/a.yaml', line, column: 1, message: 'no YAML' });
    const [line] = told(outputLines('dist', { manifests: 8, problems: [1, 2, 3, 4].map(problem) }, undefined));
    expect(line).toBe(
      'wrong dist: unread: dist/a.yaml:1:1 no YAML; dist/a.yaml:2:1 no YAML; dist/a.yaml:3:1 no YAML and 1 more -> npx cdk8s-infisical lint dist',
    );
  });

  test.each([
    [
      { why: 'git is needed, and there is none on PATH' },
      'not-known dist in git: git is needed, and there is none on PATH',
    ],
    [
      { ignoredBy: '.gitignore:3 "dist/"', committed: 0 },
      'wrong dist in git: git ignores it (.gitignore:3 "dist/"), so that nobody reviews it and Argo CD and Flux get nothing of it -> take that line out of the file, then commit the folder',
    ],
    [
      { ignoredBy: '.gitignore:3 "dist/"', committed: 4 },
      'wrong dist in git: git ignores what is new in it (.gitignore:3 "dist/"), so that a cluster gets only the files that git has already -> take that line out of the file',
    ],
    [{ committed: 0, different: ['a.yaml'] }, `not-known dist in git: nothing of it is committed yet ${COMMIT}`],
    [
      { committed: 4, different: ['a.yaml', 'b.yaml', 'c.yaml', 'd.yaml'] },
      `not-known dist in git: not committed yet as it is here: a.yaml, b.yaml, c.yaml and 1 more ${COMMIT}`,
    ],
  ])('in git: %j', (git, expected) => {
    expect(told(outputLines('dist', read, git))[1]).toBe(expected);
  });
});
