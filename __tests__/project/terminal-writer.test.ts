import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const CLI = join(__dirname, '../../cli');
const ROOM = `terminal${sep}`;

/** Ways to a terminal that do not lead through the writer. `isTTY` and the like only ask. */
const OTHER_WAYS = [
  /\bprocess\s*(?:\?\.|\.|\[['"`])\s*(?:stdout|stderr)\b(?!\??\.(?:isTTY|columns)\b)/,
  /\{[^{}]*\b(?:stdout|stderr)\b[^{}]*\}\s*=\s*process\b/,
  /\bconsole\s*[.[]/,
  /\b(?:emitWarning|node:console)\b/,
  /\bwriteSync\(\s*[12]\b/,
];

function otherWaysIn(source: string): string[] {
  return OTHER_WAYS.flatMap((way) => way.exec(source)?.[0] ?? []);
}

const modules = readdirSync(CLI, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.startsWith(ROOM) && !file.includes(`${sep}client${sep}`),
);

test.each(modules)('cli/%s writes to the terminal through the writer only', (file) => {
  expect(otherWaysIn(readFileSync(join(CLI, file), 'utf8'))).toEqual([]);
});

test.each([
  'process.stdout.write(text)',
  "process['stderr'].write(text)",
  'const { stdout, env } = process;',
  'console.log(text)',
  'writeSync(1, text)',
  'process.emitWarning(text)',
])('which notices: %s', (source) => {
  expect(otherWaysIn(source)).not.toEqual([]);
});

test('only the writer turns text into output in the room itself, and progress', () => {
  const writing = readdirSync(join(CLI, ROOM)).filter((file) =>
    /\b(?:stdout|stderr)\.write\(/.test(readFileSync(join(CLI, ROOM, file), 'utf8')),
  );
  expect(writing).toEqual(['progress.ts', 'writer.ts']);
});
