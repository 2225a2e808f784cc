import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(__dirname, '../..');
const FOLDERS = [
  '__tests__/fixtures/article',
  '__tests__/fixtures/external-secrets',
  '__tests__/fixtures/secrets-store-csi',
  'dist/prod',
  'site/playground/samples',
];

export interface Fixture {
  readonly name: string;
  readonly text: string;
}

/** Manifests of every kind, in order and with mistakes. */
export function manifestFixtures(): Fixture[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(PROJECT, folder), { withFileTypes: true })
      .filter((one) => one.isFile() && /\.ya?ml$/.test(one.name))
      .map(({ name }) => ({ name: `${folder}/${name}`, text: readFileSync(join(PROJECT, folder, name), 'utf8') })),
  );
}
