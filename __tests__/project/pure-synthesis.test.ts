import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LIB = join(__dirname, '../../lib');
const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/**
 * What gives another result on another day, machine, locale or network. Node's modules are told by the rooms. A time of which
 * its zone is known is the same moment everywhere.
 */
const IMPURE = [
  /\bnew Date\b|\bDate\s*(?:\(|\.(?!parse\(time\)))/,
  /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/,
  /\bperformance\b\s*\.|\bhrtime\b/,
  /\.localeCompare\(|\.toLocale\w+\(|\bIntl\s*\./,
  /\bfetch\(|\bXMLHttpRequest\b|\bWebSocket\b/,
];

function impureIn(text: string): string[] {
  return IMPURE.flatMap((form) => form.exec(text)?.[0] ?? []);
}

test('nothing in lib asks for the time, chance, the locale or the network', () => {
  const found = files.map((file) => [file, impureIn(readFileSync(join(LIB, file), 'utf8'))] as const);
  expect(found.filter(([, forms]) => forms.length > 0)).toEqual([]);
  expect(files.length).toBeGreaterThan(100);
});

test.each(['new Date()', 'Date.now()', 'Math.random()', "a.localeCompare('b')", 'n.toLocaleString()', 'fetch(url)'])(
  '%s is found',
  (text) => {
    expect(impureIn(`const a = ${text};`)).not.toEqual([]);
  },
);
