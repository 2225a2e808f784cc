import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PartsLeft, parseCompose } from '../../../cli/migrate-compose/yaml-nodes';

const VALUES =
  '1.50 True FALSE 0x1F 1e3 012 010 -012 089 yes off 12345678901234567890 1_000 1_0.5 .5 -0 +5 1.0 5. .inf -.inf .nan 0o17 0b11 ' +
  '0x1_0 1e5 1e6 1e10 1e20 1e21 100000.0 1234567.5 0.0001 0.00001 12345678901.5 "1.50" "012" a_1';
const WRITTEN = VALUES.split(' ');

test('a number or a switch is the text that docker compose makes of it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'numbers-'));
  const lines = WRITTEN.map((value, i) => `      V${i}: ${value}\n`).join('');
  const text = `services:\n  web:\n    image: web\n    environment:\n${lines}`;
  writeFileSync(join(folder, 'compose.yaml'), text);
  const printed = execFileSync('docker-compose-v2', ['-f', 'compose.yaml', 'config'], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  const [file] = parseCompose(text, 'compose.yaml', new PartsLeft());
  const read = file.get('services').get('web').get('environment').entries;
  expect(Object.fromEntries(read.map(({ name, value }) => [name, value.raw]))).toEqual(
    parse(printed).services.web.environment,
  );
});
