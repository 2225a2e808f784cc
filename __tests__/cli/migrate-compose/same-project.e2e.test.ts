import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { readCompose } from '../../../cli/migrate-compose/read-compose';
import { type Any, composeOfCode, withTexts } from './made-again';

const CORPUS = join(__dirname, '../../fixtures/compose/corpus.yaml');
const PROJECTS = parseAllDocuments(readFileSync(CORPUS, 'utf8'), { merge: true }).map((document) =>
  stringify(document.toJS(), { aliasDuplicateObjects: false }),
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'same-project-'));
  for (const name of ['web', 'api']) mkdirSync(join(folder, name));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What docker compose makes of a file. */
function configOf(text: string, variables: { readonly [name: string]: string }): Any {
  writeFileSync(join(folder, 'compose.yaml'), text);
  const printed = execFileSync('docker-compose', ['-f', 'compose.yaml', 'config'], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...variables },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return parse(printed).services;
}

const fakeValueOf = (key: string) => `value of ${key}`;

/** Variables of the shell, as the file that was written by hand takes them. */
function variablesIn(text: string): { [name: string]: string } {
  const names = [...text.matchAll(/\$\{(\w+)\}|^\s+- (\w+)$/gm)].map(([, braced, passed]) => braced ?? passed);
  return Object.fromEntries(names.map((name) => [name, fakeValueOf(name)]));
}

/** The names of our record. */
function recordedIn({ 'x-infisical': record }: Any): { [name: string]: string } {
  const entries = record.reads.flatMap(({ keys }: Any) => Object.entries(keys));
  return Object.fromEntries(entries.map(([key, name]: [string, string]) => [name, fakeValueOf(key)]));
}

/** A list of services waits for those with a health check until they are healthy. */
function normalService({ depends_on, ...service }: Any): object {
  const names = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on ?? {});
  const { build, networks, extra_hosts, command, expose } = service;
  return {
    ...service,
    command: typeof command === 'string' ? command : command?.join(' '),
    expose: expose && withTexts(expose),
    build: build && { dockerfile: 'Dockerfile', ...build },
    depends_on: names,
    extra_hosts: Array.isArray(extra_hosts)
      ? Object.fromEntries(extra_hosts.map((host) => host.split(':')))
      : extra_hosts,
    networks: networks && Object.keys(networks),
  };
}

test.each(PROJECTS.map((text) => [Object.keys(parse(text).services).join(', '), text] as const))(
  'docker compose starts the same of the code: %s',
  (_, text) => {
    const file = readCompose(text, 'compose.yaml');
    const made = composeOfCode(file);
    const { 'x-infisical': record, ...plain } = made;
    const before = configOf(text, variablesIn(text));
    const after = configOf(stringify(plain), recordedIn({ 'x-infisical': record }));
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const [name, service] of Object.entries(before)) {
      expect([name, normalService(after[name])]).toEqual([name, normalService(service)]);
    }
  },
);
