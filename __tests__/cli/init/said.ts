import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answersFrom, QUESTIONS, type Said } from '../../../cli/init/answers';
import { type Ask, gather } from '../../../cli/init/ask';
import { projectFiles } from '../../../cli/init/files';

export const PROJECT_ID = '6f1c2d7e-0000-4000-8000-000000000002';
export const IDENTITY_ID = '6f1c2d7e-0000-4000-8000-000000000001';

export let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'init-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

export const said = async (flags: Partial<Said>, ask?: Ask) =>
  answersFrom((await gather(QUESTIONS, flags, ask)) as Said);
export const files = async (flags: Partial<Said>) => projectFiles(await said({ name: 'orders', ...flags }));
