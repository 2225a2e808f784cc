import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { lockText } from '../../../cli/import/lock-file';
import { recordIn } from '../../../cli/record/read-record';
import { readCatalogue } from '../../../lib/infisical/catalogue-file';
import { runs } from '../../property-runs';
import { asTerminalText } from '../access/compose-text';

const folder = mkdtempSync(join(tmpdir(), 'broken-files-'));
const LOCK = join(folder, 'a.lock.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MARK = 'hunter2';
const CATALOGUE = {
  host: 'https://secrets.example.com',
  project: { slug: 'shop', id: '6f1c2d7e' },
  folders: [
    {
      environment: 'prod',
      path: '/',
      recursive: false,
      listing: [{ environment: 'prod', path: '/', imported: false, keys: ['PORT', MARK] }],
    },
  ],
};

/** What a text becomes when somebody changes, cuts or doubles a part of it. */
const brokenFrom = (text: string) =>
  fc
    .tuple(
      fc.nat(text.length),
      fc.nat(40),
      fc.oneof(fc.string(), fc.constantFrom('[', '{', '- ', ': ', '&a ', '*a', '"', '\n', '\t')),
    )
    .map(([at, length, put]) => `${text.slice(0, at)}${put}${text.slice(at + length)}`);

test('a lock file that was changed anywhere is read, or refused in one line that repeats nothing of it', () => {
  fc.assert(
    fc.property(brokenFrom(lockText(CATALOGUE)), (text) => {
      writeFileSync(LOCK, text);
      try {
        readCatalogue(LOCK);
      } catch (error) {
        const { name, message } = error as Error;
        expect(name).toBe('Error');
        expect(message.startsWith(LOCK)).toBe(true);
        expect(message).not.toMatch(/\n|hunter2/);
      }
    }),
    { numRuns: runs(3_000) },
  );
});

test('whatever JSON stands there is no catalogue by accident', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      writeFileSync(LOCK, text);
      expect(() => readCatalogue(LOCK)).toThrow(/^\S*a\.lock\.json(?::\d+:\d+)?: /);
    }),
    { numRuns: runs(2_000) },
  );
});

test('a compose file that was changed anywhere is read, or unread with its place', () => {
  const text = asTerminalText({ keys: `\n    app:\n      - ${MARK}\n      - PORT` });
  fc.assert(
    fc.property(brokenFrom(text), (broken) => {
      const found = recordIn(Buffer.from(broken), 'compose.yaml');
      if ('keys' in found) return;
      expect(found).toMatchObject({ file: 'compose.yaml', line: expect.any(Number), column: expect.any(Number) });
      expect(found.message).not.toMatch(/\n|hunter2/);
    }),
    { numRuns: runs(2_000) },
  );
});
