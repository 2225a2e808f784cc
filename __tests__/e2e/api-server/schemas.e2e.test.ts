import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT, run } from '../packed-library';

let made: string;

beforeAll(() => {
  made = mkdtempSync(join(tmpdir(), 'schemas-'));
  run(PROJECT, process.execPath, '--import', 'tsx', 'tools/kubernetes-types.ts', made);
});

afterAll(() => rmSync(made, { recursive: true }));

test.each(['kubernetes-types.ts', 'served-kinds.ts'])(
  'lib/schemas/%s is what the source of the releases says',
  (file) => {
    expect(readFileSync(join(PROJECT, 'lib/schemas', file), 'utf8')).toBe(readFileSync(join(made, file), 'utf8'));
  },
);
