import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { composeViolations } from '../local/compose-schema';
import { type Files, PROJECT, runMain } from './main-program';

const text = readFileSync(join(PROJECT, 'compose.yaml'), 'utf8');
const compose = parse(text);
const { app: article } = parse(
  readFileSync(join(PROJECT, '__tests__/fixtures/article/docker-compose.yaml'), 'utf8'),
).services;

test("the article's compose file is reproduced field by field", () => {
  const { app } = compose.services;
  expect(Object.keys(article).sort()).toEqual(['build', 'depends_on', 'environment', 'ports', 'volumes']);
  expect(app.build).toEqual(article.build);
  expect(app.ports).toEqual(article.ports);
  expect(app.volumes).toEqual(article.volumes);
  const named = article.environment.map((key: string) => [key, `\${_ROOT__${key}-}`]);
  expect(app.environment).toEqual(Object.fromEntries(named));
  expect(Object.keys(app.depends_on)).toEqual(article.depends_on);
});

test("the article's stack is complete: TimescaleDB, RabbitMQ, MediaMTX, and a live reload", () => {
  expect(composeViolations(text)).toEqual([]);
  expect(Object.keys(compose.services)).toEqual(['app', 'postgres', 'rabbitmq', 'mediamtx']);
  expect(compose.services.app.command).toEqual(['air', '-c', '.air.toml']);
});

test('another name for one key changes dist and the compose file together', () => {
  const before = synthesized((program) => program);
  const after = synthesized((program) => program.replaceAll('RATELIMIT_RPS', 'RATELIMIT_PER_SECOND'));
  const changed = Object.keys(before).filter((file) => before[file] !== after[file]);
  expect(changed).toEqual(['compose.yaml', 'prod/project.k8s.yaml', 'staging/project.k8s.yaml']);
  for (const file of changed) {
    expect(after[file]).toContain('RATELIMIT_PER_SECOND');
    expect(after[file]).not.toContain('RATELIMIT_RPS');
  }
});

/** Everything that main.ts and its catalogue of keys write after an edit. */
function synthesized(edit: (program: string) => string): Files {
  const folder = mkdtempSync(join(tmpdir(), 'local-parity-'));
  const edited = (file: string) => edit(readFileSync(join(PROJECT, file), 'utf8'));
  try {
    writeFileSync(join(folder, 'package.json'), '{}');
    writeFileSync(join(folder, 'main.ts'), edited('main.ts').replace("'./lib'", JSON.stringify(join(PROJECT, 'lib'))));
    mkdirSync(join(folder, 'imports/infisical'), { recursive: true });
    for (const file of ['imports/infisical/project.ts', 'imports/infisical/project.lock.json']) {
      writeFileSync(join(folder, file), edited(file));
    }
    const modules = { NODE_PATH: join(PROJECT, 'node_modules') };
    const dist = runMain({ main: join(folder, 'main.ts'), cwd: folder, env: modules });
    const local = ['Makefile', 'compose.yaml'].map((file) => [file, readFileSync(join(folder, file), 'utf8')]);
    return { ...Object.fromEntries(local), ...dist };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
