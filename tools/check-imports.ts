// Holds every import of the project against tools/imports/rooms.ts. Of the tools that do this kind of thing, dependency-cruiser
// needs TypeScript before 7, or swc, with which it does not see the types of `import('…')` and tells no lines; the linter
// goes by the text of a specifier, so that a folder's index passes it.
import { join } from 'node:path';
import { importProblems } from './imports/import-problems';
import { IMPORT_RULES } from './imports/rooms';

const problems = importProblems(join(__dirname, '..'), IMPORT_RULES);
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
