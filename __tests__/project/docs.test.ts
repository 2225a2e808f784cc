import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf } from './document-blocks';
import { PROJECT } from './main-program';

const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...docsFolder()];

function docsFolder(): string[] {
  try {
    return readdirSync(join(PROJECT, 'docs')).flatMap((file) => (file.endsWith('.md') ? [`docs/${file}`] : []));
  } catch {
    return [];
  }
}

test('every ts block of the documentation compiles against the library', () => {
  mkdirSync(join(PROJECT, 'build'), { recursive: true });
  const folder = mkdtempSync(join(PROJECT, 'build', 'docs-'));
  try {
    const blocks = documents.flatMap((document) => blocksOf(document, 'ts'));
    expect(blocks.length).toBeGreaterThan(2);
    for (const [index, block] of blocks.entries()) {
      writeFileSync(join(folder, `block-${index}.ts`), block.replace("'./imports/", "'../../imports/"));
    }
    const config = {
      extends: join(PROJECT, 'tsconfig.json'),
      compilerOptions: {
        noEmit: true,
        rootDir: PROJECT,
        declaration: false,
        paths: { 'cdk8s-infisical': [join(PROJECT, 'lib/index.ts')] },
      },
      include: ['*.ts'],
      exclude: [],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(PROJECT, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', folder], { stdio: ['ignore', 'inherit', 'inherit'] });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the README shows main.ts as it is', () => {
  const main = readFileSync(join(PROJECT, 'main.ts'), 'utf8').replace("'./lib'", "'cdk8s-infisical'");
  expect(blocksOf('README.md', 'ts')[0]).toBe(main);
});

test('the README shows the YAML that main.ts makes, but for seven variables', () => {
  const yaml = readFileSync(join(PROJECT, 'dist/prod/project.k8s.yaml'), 'utf8');
  const variables = /( +- name: (?!PORT)[A-Z_]+\n +valueFrom:\n +secretKeyRef:\n(?: +\w+: \w.*\n){3}){7}/;
  expect(yaml).toMatch(variables);
  expect(blocksOf('README.md', 'yaml')[0].trim()).toBe(yaml.replace(variables, '').trim());
});

test('the documentation links to files that exist', () => {
  for (const document of documents) {
    const links = [...readFileSync(join(PROJECT, document), 'utf8').matchAll(/\]\(([^)#]+)/g)].map((match) => match[1]);
    for (const link of links.filter((target) => !/^https?:/.test(target))) {
      expect(() => readFileSync(join(PROJECT, document, '..', link))).not.toThrow();
    }
  }
});
