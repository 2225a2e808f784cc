import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { answersFrom } from '../../cli/init/answers';
import { projectFiles } from '../../cli/init/files';

import { EXAMPLE_PROGRAMS, wholeProgram } from '../validation/example-programs';
import { allBlocksOf, blocksOf, DOCUMENTS } from './document-blocks';

import { PROJECT } from './main-program';

const ANSWERS = {
  name: 'orders',
  namespace: 'orders',
  project: 'shop',
  environments: 'prod',
  laptop: 'dev',
  path: '/',
  host: 'us',
  login: 'login',
  keys: 'A',
  image: 'a:1',
  port: '80',
  repository: 'https://git.example.com/a/b.git',
  gitops: 'argocd',
};

test('every ts block of the documentation, and every example of a rule, compiles against the library', () => {
  mkdirSync(join(PROJECT, 'build'), { recursive: true });
  const folder = mkdtempSync(join(PROJECT, 'build', 'docs-'));
  try {
    const blocks = DOCUMENTS.flatMap((document) => allBlocksOf(document).map((block) => ({ ...block, document })));
    const shown = blocks.filter(({ language }) => language === 'ts');
    expect(shown.length).toBeGreaterThan(2);
    const examples = EXAMPLE_PROGRAMS.flatMap(({ id, bad, good }) => [
      { document: 'bad', file: `${id}.ts`, text: wholeProgram(bad) },
      { document: 'good', file: `${id}.ts`, text: wholeProgram(good) },
    ]);
    for (const [index, { document, file = `block-${index}.ts`, text }] of [...shown, ...examples].entries()) {
      const path = join(folder, document.replaceAll(/\W/g, '-'), file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text.replace("'./imports/", "'../../../imports/"));
    }
    const config = {
      extends: join(PROJECT, 'tsconfig.json'),
      compilerOptions: {
        noEmit: true,
        rootDir: PROJECT,
        declaration: false,
        paths: { 'cdk8s-infisical': [join(PROJECT, 'lib/index.ts')] },
      },
      include: ['**/*.ts'],
      exclude: [],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(PROJECT, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', folder], { stdio: ['ignore', 'inherit', 'inherit'] });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('all workflows use the same commits of actions, and leave no credential of git behind', () => {
  const workflows = DOCUMENTS.flatMap((document) => blocksOf(document, 'yaml').filter((block) => /uses: /.test(block)));
  const made = projectFiles(answersFrom({ ...ANSWERS }))['.github/workflows/ci.yaml'];
  const folder = join(PROJECT, '.github/workflows');
  const own = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const actions = [...workflows, made, ...own].join('\n').matchAll(/uses: ([\w/-]+)@(.+)/g);
  const pins = [...new Set([...actions].map(([, action, pin]) => `${action}@${pin}`))].sort();
  const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
  const ours = `cdk8s-infisical/cdk8s-infisical/integrations/github-action@v${version}`;
  expect(pins).toContain(ours);
  expect(pins.filter((pin) => pin !== ours && !/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(pin))).toEqual([]);
  expect(pins).toHaveLength(new Set(pins.map((pin) => pin.split('@')[0])).size);
  for (const workflow of [...workflows, made]) {
    const { jobs, permissions } = parse(workflow);
    expect(permissions).toEqual({});
    for (const { steps } of Object.values<{ steps: { uses?: string; with?: object }[] }>(jobs)) {
      expect(steps[0].with).toMatchObject({ 'persist-credentials': false });
    }
  }
});
