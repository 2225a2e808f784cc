import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

/*
 * Runs the bundle of a program, as if it were the program: node launch.js <bundle> <entry of the program>
 * What the engine has compiled once is kept beside the bundle, whose name is the hash of its contents.
 */
const [bundle = '', entry = ''] = process.argv.splice(1, 3, process.argv[3] ?? '').slice(1);
const compiled = `${bundle}.compiled`;

const cachedData = read(compiled);
// Bundles are all ASCII, which is read faster so.
const text = readFileSync(bundle, 'latin1');
const script = new Script(`(function (exports, require, module, __filename, __dirname) { ${text}\n})`, {
  filename: entry,
  cachedData,
});
if (cachedData === undefined || script.cachedDataRejected) process.on('exit', keepCompiled);

const program = { exports: {} };
script.runInThisContext()(program.exports, createRequire(entry), program, entry, dirname(entry));

/** After the run, so that it holds what the run needed. */
function keepCompiled(): void {
  const half = `${compiled}.${process.pid}`;
  try {
    writeFileSync(half, script.createCachedData());
    renameSync(half, compiled);
  } catch {
    // It would only have been faster the next time.
  }
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
