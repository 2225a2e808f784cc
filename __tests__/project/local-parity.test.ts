import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  expect(app.environment).toEqual([...article.environment].sort());
  expect(Object.keys(app.depends_on)).toEqual(article.depends_on);
});

test("the article's stack is complete: TimescaleDB, RabbitMQ, MediaMTX, and a live reload", () => {
  expect(composeViolations(text)).toEqual([]);
  expect(Object.keys(compose.services)).toEqual(['app', 'postgres', 'rabbitmq', 'mediamtx']);
  expect(compose.services.app.command).toEqual(['air', '-c', '.air.toml']);
});

test('changing one key in main.ts changes dist and the compose file together', () => {
  const main = readFileSync(join(PROJECT, 'main.ts'), 'utf8');
  const before = synthesized(main);
  const after = synthesized(main.replace("'RATELIMIT_RPS'", "'RATELIMIT_PER_SECOND'"));
  const changed = Object.keys(before).filter((file) => before[file] !== after[file]);
  expect(changed).toEqual(['Makefile', 'compose.yaml', 'prod/project.k8s.yaml', 'staging/project.k8s.yaml']);
  for (const file of changed) {
    expect(after[file]).toContain('RATELIMIT_PER_SECOND');
    expect(after[file]).not.toContain('RATELIMIT_RPS');
  }
});

/** Everything that a program like main.ts writes. */
function synthesized(main: string): Files {
  const folder = mkdtempSync(join(tmpdir(), 'local-parity-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{}');
    writeFileSync(join(folder, 'main.ts'), main.replace("'./lib'", JSON.stringify(join(PROJECT, 'lib'))));
    const modules = { NODE_PATH: join(PROJECT, 'node_modules') };
    const dist = runMain({ main: join(folder, 'main.ts'), cwd: folder, env: modules });
    const local = ['Makefile', 'compose.yaml'].map((file) => [file, readFileSync(join(folder, file), 'utf8')]);
    return { ...Object.fromEntries(local), ...dist };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
