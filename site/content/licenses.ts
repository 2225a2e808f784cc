import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;

/** The licenses of the packages that files are of, which want to be passed on with them. */
export function licensesOf(project: string, files: readonly string[]): string {
  const folders = new Set(files.flatMap((file) => PACKAGE.exec(file) ?? []));
  const licenses = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(project, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(project, folder)).find((one) => /^licen[cs]e/i.test(one));
    const text = file === undefined ? `License: ${license}` : readFileSync(join(project, folder, file), 'utf8').trim();
    return `${name} ${version}\n\n${text}\n`;
  });
  return licenses.join(`\n${'-'.repeat(80)}\n\n`);
}
