import { existsSync } from 'node:fs';
import { join } from 'node:path';

const { LONG } = require('../../tools/jest-sequencer.cjs');

test.each(LONG as string[])('%s, which starts before others, is there', (file) => {
  expect(existsSync(join(__dirname, '..', file))).toBe(true);
});
