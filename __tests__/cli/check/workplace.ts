import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import {
  deployment,
  infisicalSecret,
  keyContainer,
  podTemplate,
  secretsScope,
  universalAuth,
} from '../../validation/manifests';
import { commandLine, type Ran } from '../command-line';
import { CLIENT_ID, CLIENT_SECRET } from '../infisical-double/canaries';
import { type Double, type DoubleOptions, startDouble } from '../infisical-double/double';

export const UNIVERSAL = {
  INFISICAL_UNIVERSAL_AUTH_CLIENT_ID: CLIENT_ID,
  INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET: CLIENT_SECRET,
};

const folders: string[] = [];
const doubles: Double[] = [];

/** Takes away what a test file made. */
export async function tidyUp(): Promise<void> {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  await Promise.all(doubles.splice(0).map((double) => double.close()));
}

export async function double(options: DoubleOptions): Promise<Double> {
  const started = await startDouble(options);
  doubles.push(started);
  return started;
}

/** A folder with files in it. */
export function folderWith(files: { [file: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'check-'));
  folders.push(folder);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/** The texts of all files in a folder and below. */
export function textsIn(folder: string): { [file: string]: string } {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const texts = files.filter((file) => statSync(join(folder, file)).isFile());
  return Object.fromEntries(texts.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

export function yaml(manifests: readonly Manifest[]): string {
  return manifests.map((manifest) => stringify(manifest)).join('---\n');
}

/** What reads a folder of the project `shop` into the Secret that `user` uses. */
export function sync(host: string, scope: Fields = {}, spec: Fields = {}): Manifest {
  return infisicalSecret({
    hostAPI: `${host}/api`,
    authentication: { universalAuth: universalAuth({ secretsScope: secretsScope(scope) }) },
    ...spec,
  });
}

export function user(keys: readonly string[], reference: Fields = {}): Manifest {
  return deployment({ template: podTemplate({ containers: [keyContainer(keys, 'api-secrets', reference)] }) });
}

export interface Checked extends Ran {
  readonly folder: string;
}

/** Runs `check` on `dist/prod/shop.yaml`, with few tries and short waits. */
export async function check(
  { url }: Pick<Double, 'url'>,
  manifests: readonly Manifest[],
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = UNIVERSAL,
): Promise<Checked> {
  const folder = folderWith({ 'dist/prod/shop.yaml': yaml(manifests) });
  const all = ['check', '--host', url, '--timeout', '30', '--retries', '0', ...args];
  return { folder, ...(await commandLine(all, { cwd: folder, env })) };
}

/** The statuses of `check --json`, as `KEY: status`. */
export function statuses({ stdout }: Ran): string[] {
  const { environments } = JSON.parse(stdout) as { environments: { keys: { key: string; status: string }[] }[] };
  return environments.flatMap(({ keys }) => keys.map(({ key, status }) => `${key}: ${status}`));
}

/** The line of the checked manifests that has the text. */
export function lineOf({ folder }: Checked, text: string): number {
  const lines = readFileSync(join(folder, 'dist/prod/shop.yaml'), 'utf8').split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}
