import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Severity } from '../../lib/validation/severity';
import { PROJECT } from '../project/main-program';
import { EXAMPLE_PROGRAMS, findingsOfProgram } from './example-programs';

const KEYS = 'imports/infisical/shop.lock.json';
let folder: string;

/** Programs run in a folder in which nothing is but a key catalogue, and what is told of the cluster. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'example-'));
  cpSync(join(PROJECT, 'examples/shop', KEYS), join(folder, KEYS));
  writeFileSync(join(folder, 'cdk8s-infisical.yaml'), 'kubernetes:\n  version: "1.34"\n');
  process.chdir(folder);
});

afterAll(() => {
  process.chdir(PROJECT);
  rmSync(folder, { recursive: true });
});

describe.each(EXAMPLE_PROGRAMS)('$id', ({ id, bad, good }) => {
  test('its bad program breaks it, and nothing else that stops a synthesis', () => {
    const found = findingsOfProgram(bad);
    expect(found.map(({ rule }) => rule)).toContain(id);
    expect(found.filter(({ rule, severity }) => rule !== id && severity === Severity.ERROR)).toEqual([]);
  });

  test('its good program breaks no rule', () => {
    expect(findingsOfProgram(good)).toEqual([]);
  });
});
