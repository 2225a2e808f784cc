import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from '../cli/command-line';
import { Project } from '../cli/synth/project';
import { buildLibrary } from './built-library';
import { PROJECT } from './main-program';

const EXAMPLE = join(PROJECT, 'examples/shop');
/** Nobody reads more than that. */
const MOST_LINES = 5;

describe('around it:', () => {
  let project: Project;
  /** No package was installed to it. */
  let bare: Project;
  beforeAll(() => {
    bare = new Project({}, []);
    cpSync(EXAMPLE, bare.folder, { recursive: true });
    project = new Project({}, ['cdk8s', 'cdk8s-plus-28', 'constructs', 'esbuild', 'tsx']);
    cpSync(EXAMPLE, project.folder, { recursive: true });
    buildLibrary(project.path('node_modules/cdk8s-infisical'));
    project.write('forgotten.ts', "import './shop';\n");
    project.write('file', '');
  });
  afterAll(() => {
    for (const one of [project, bare]) one.remove();
  });

  const MERGED = 'kind: A\n<<<<<<< HEAD\n=======\n>>>>>>> main\n';
  test.each<[string, () => ReturnType<typeof commandLine>, string | RegExp]>([
    [
      'the program ends without a synth',
      () => project.synth(['-a', 'node --import tsx forgotten.ts']),
      /^error: \[shop\.ts:\d+:\d+\] the project "shop" was never synthesized: end the program with project\.synth\(\)$/m,
    ],
    [
      'the program ends without a synth of its App',
      () => {
        project.write('plain.js', "new (require('cdk8s').App)();\n");
        return project.synth(['-a', 'node plain.js']);
      },
      'the app "node plain.js" has written nothing into the folder that CDK8S_OUTDIR names: end it with app.synth()',
    ],
    [
      'the program is not there',
      () => project.synth(['-a', 'node --import tsx mian.ts']),
      'cannot start: there is no file "mian.ts" in the folder of the project',
    ],
    ['tsx is not installed', () => bare.synth(), 'tsx is not installed here, run npm install --save-dev tsx'],
    [
      'it is the wrong folder',
      () => commandLine(['synth'], { cwd: project.path('imports') }),
      /^there is no cdk8s\.yaml in this folder: the nearest is .*\/cdk8s\.yaml, go there$/,
    ],
    [
      'the output folder is a file',
      () => project.synth(['-o', 'file']),
      'the output folder "file" is a file, not a folder: name another one, or move it away',
    ],
    [
      'the output is not up to date',
      () => project.synth(['--check', '-o', 'preview']),
      'preview is not up to date: run npx cdk8s-infisical synth -o preview, and commit what it writes',
    ],
    [
      'a merge is not resolved',
      () => {
        project.write('merged/prod/shop.k8s.yaml', MERGED);
        return commandLine(['check', '--offline', 'merged'], { cwd: project.folder });
      },
      'merged/prod/shop.k8s.yaml:2:1: unread: it has conflict markers of git: resolve the merge, run `npx cdk8s-',
    ],
  ])('%s', async (_, run, told) => {
    const { status, stdout, stderr } = await run();
    expect(status).not.toBe(0);
    const lines = [...stderr.split('\n'), stdout.split('\n').at(-2)].filter(Boolean);
    expect(lines.length).toBeLessThanOrEqual(MOST_LINES);
    const expected = typeof told === 'string' ? expect.stringContaining(told) : expect.stringMatching(told);
    expect(lines).toContainEqual(expected);
  });
});
