import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalStack } from '../../lib';
import { chartWith } from './shop-on-a-laptop';

describe('written', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'local-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');

  test('are three files, under other names if wanted', () => {
    const stack = new LocalStack([chartWith()], { folder, composeFile: 'dev/compose.yaml', makefile: 'infisical.mk' });
    stack.synth();
    for (const [name, text] of Object.entries(stack.files())) expect(read(name)).toBe(text);
    expect(Object.keys(stack.files())).toEqual(['dev/compose.yaml', 'infisical.mk', '.infisical.json']);
  });

  test('is nothing that is there already as it should be', () => {
    new LocalStack([chartWith()], { folder }).synth();
    const { mtimeMs } = statSync(join(folder, 'compose.yaml'));
    new LocalStack([chartWith()], { folder }).synth();
    expect(statSync(join(folder, 'compose.yaml')).mtimeMs).toBe(mtimeMs);
    new LocalStack([chartWith({ secretKeys: ['OTHER'] })], { folder }).synth();
    expect(read('compose.yaml')).toContain('OTHER: _ROOT__OTHER');
  });

  test('is a list of what would be, where somebody wants to see the end of the program first', () => {
    const outbox = join(folder, 'outbox');
    process.env.CDK8S_INFISICAL_OUTBOX = outbox;
    try {
      const stack = new LocalStack([chartWith()], { folder });
      stack.synth();
      const lines = readFileSync(outbox, 'utf8').trimEnd().split('\n');
      const expected = Object.entries(stack.files()).map(([name, text]) => ({ path: join(folder, name), text }));
      expect(lines.map((line) => JSON.parse(line))).toEqual(expected);
      expect(readdirSync(folder)).toEqual(['outbox']);
    } finally {
      delete process.env.CDK8S_INFISICAL_OUTBOX;
    }
  });

  test("is nothing at all where one file is somebody else's", () => {
    writeFileSync(join(folder, 'Makefile'), 'all:\n');
    writeFileSync(join(folder, '.infisical.json'), '{"workspaceId":"another"}');
    expect(() => new LocalStack([chartWith()], { folder }).synth()).toThrow(
      [
        'The local stack has the following errors:',
        '  [local stack] Makefile is there already, and was written by hand: rename it, or give this one another name (L7)',
        '  [local stack] .infisical.json is there already, for another project: delete it, or correct projectId (L7)',
      ].join('\n'),
    );
    expect(read('Makefile')).toBe('all:\n');
    expect(existsSync(join(folder, 'compose.yaml'))).toBe(false);
  });
});
