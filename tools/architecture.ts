import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawnRooms } from './imports/drawn-rooms';
import { IMPORT_RULES } from './imports/rooms';

const START = '<!-- drawn by tools/architecture.ts from here on -->\n';

const document = join(__dirname, '../docs/architecture.md');
const [prose] = readFileSync(document, 'utf8').split(START);
writeFileSync(document, `${prose}${START}\n${drawnRooms(IMPORT_RULES.rooms)}`);
