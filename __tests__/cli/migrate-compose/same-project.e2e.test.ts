import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { ComposeFile } from '../../../cli/migrate-compose/read-compose';
import { migrationReport } from '../../../cli/migrate-compose/report';
import { inProject, type ProjectTexts, readProject } from './compose-projects';
import { CORPUS_PROJECTS } from './corpus';
import { type Any, composeOfCode, programOf, withTexts } from './made-again';

const PROJECT = join(__dirname, '../../..');

test('there are twenty of them', () => {
  expect(CORPUS_PROJECTS.length).toBeGreaterThanOrEqual(20);
});

test('the printed code compiles', () => {
  mkdirSync(join(PROJECT, 'build'), { recursive: true });
  const folder = mkdtempSync(join(PROJECT, 'build/migrated-'));
  try {
    CORPUS_PROJECTS.forEach(([, texts], i) => {
      writeFileSync(join(folder, `project${i}.ts`), programOf(readProject(texts)));
    });
    const paths = { 'cdk8s-infisical': [join(PROJECT, 'lib/index.ts')] };
    const compilerOptions = { noEmit: true, rootDir: PROJECT, paths };
    const config = { extends: join(PROJECT, 'tsconfig.json'), compilerOptions, include: ['*.ts'], exclude: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const compiler = join(PROJECT, 'node_modules/typescript/bin/tsc');
    expect(spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' }).stdout).toBe('');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

type Values = { readonly [variable: string]: string };

/** What a version of docker compose makes of files; undefined where it knows something in them not. */
function configOf(program: string, folder: string, files: readonly string[], variables: Values): Any {
  const named = files.flatMap((file) => ['-f', file]);
  const { stdout, status, stderr, error } = spawnSync(program, [...named, '--profile', '*', 'config'], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...variables },
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  if (status === 0) return parse(stdout);
  if (program === NEW) throw new Error(stderr);
  return undefined;
}

const [OLD, NEW] = ['docker-compose', 'docker-compose-v2'];
const fakeValueOf = (key: string) => `value of ${key}`;

/** Variables of the shell, as the files that were written by hand take them. */
function variablesIn(texts: ProjectTexts): Values {
  const all = Object.values(texts).join('\n');
  const found = [...all.matchAll(/\$\{(\w+)[}?:](?!-)|^\s+- (\w+)$|^\s+environment: (\w+)$/gm)];
  const names = found.map(([, braced, passed, ofFile]) => braced ?? passed ?? ofFile);
  return Object.fromEntries(names.map((name) => [name, fakeValueOf(name)]));
}

/** What Infisical has when all is there that was to be put into it. */
function infisicalOf({ services }: ComposeFile, before: Any): Values {
  const written = services.flatMap(({ name, written: variables }) =>
    variables.map((variable) => [variable, before.services[name].environment[variable]]),
  );
  return Object.fromEntries(written);
}

/** The variables that our compose file takes, with the values of their keys. */
function recordedIn({ 'x-infisical': record }: Any, infisical: Values): Values {
  const entries = record.reads.flatMap(({ keys }: Any) => Object.entries(keys));
  return Object.fromEntries(entries.map(([key, name]: [string, string]) => [name, infisical[key] ?? fakeValueOf(key)]));
}

/** A service without what differs only in how it is written. */
function normalService(service: Any, sections: Any, values: Values): Any {
  const { depends_on, networks, secrets, extra_hosts, command, entrypoint, expose, build, ...others } = service;
  return withTexts({
    ...others,
    ...{ expose: expose ?? [], command: words(command), entrypoint: words(entrypoint) },
    build: build && { dockerfile: 'Dockerfile', ...build, secrets: valuesOfFiles(build.secrets, sections, values) },
    depends_on: Array.isArray(depends_on) ? depends_on : Object.keys(depends_on ?? {}).sort(),
    networks: Array.isArray(networks) ? Object.fromEntries(networks.map((name) => [name, null])) : networks,
    extra_hosts: Array.isArray(extra_hosts) ? extra_hosts.map((host) => host.replace('=', ':')) : pairs(extra_hosts),
    secrets: valuesOfFiles(secrets, sections, values),
  });
}

function words(command: Any): string {
  return Array.isArray(command) ? command.join(' ') : (command ?? '');
}

function pairs(map: object = {}): string[] {
  return Object.entries(map).map(([name, value]) => `${name}:${value}`);
}

/** A port as `127.0.0.1:8080:80/tcp`. */
function portText(port: Any): string {
  if (typeof port === 'string') return port.includes('/') ? port : `${port}/tcp`;
  const { host_ip, published, target, protocol = 'tcp' } = port;
  return `${[host_ip, published, target].filter((part) => part !== undefined).join(':')}/${protocol}`;
}

/** What stands in which file. */
function valuesOfFiles(secrets: Any = [], sections: Any, values: Values): Values {
  const entries = secrets.map(({ source, target = source }: Any) => [
    target.replace(/^\/run\/secrets\//, ''),
    values[sections.secrets[source].environment],
  ]);
  return Object.fromEntries(entries);
}

/** The service without what a note of the report says that it has besides. */
function withoutNoted(service: Any, notes: string): Any {
  const { restart, healthcheck, hostname, environment = {}, volumes = [], ports = [], ...others } = service;
  const variables = Object.entries(environment).filter(
    ([name]) =>
      !notes.includes(`the variable ${name}`) && !/container gets (.*) as well/.exec(notes)?.[1].includes(name),
  );
  const isBound = (port: string) =>
    new RegExp(`only this machine reaches .*\\b${port.replace(/\/tcp$/, '')}\\b`).test(notes);
  const bound = (port: string) => (isBound(port) ? port.replace(/^127\.0\.0\.1:/, '') : port);
  return {
    ...others,
    restart: notes.includes('restart "') ? undefined : restart,
    healthcheck: notes.includes('a health check') ? undefined : healthcheck,
    hostname: notes.includes('the host name') ? undefined : hostname,
    environment: Object.fromEntries(variables),
    volumes: volumes.filter((volume: Any) => !notes.includes(`the volume ${nameOfVolume(volume)}:`)),
    ports: ports.map(portText).map(bound).sort(),
  };
}

function nameOfVolume(volume: Any): string | undefined {
  return typeof volume === 'string' ? volume.split(':')[0] : volume.source;
}

/** Notes of the report on a service. */
function notesOn(file: ComposeFile, name: string): string {
  const report = migrationReport(file, 'compose.yaml');
  const section = report.slice(report.search(new RegExp(`^${name}$`, 'm')));
  return section.slice(0, section.search(/^ {2}write$/m));
}

describe.each([
  [OLD, 12],
  [NEW, 21],
])('%s starts the same of the printed code', (program, most) => {
  let read = 0;
  afterAll(() => expect(read).toBeGreaterThanOrEqual(most));

  test.each(CORPUS_PROJECTS)('%s', (_, texts) => {
    const file = readProject(texts);
    const made = composeOfCode(file);
    inProject(texts, (folder, main) => {
      for (const name of ['web', 'api']) mkdirSync(join(folder, name), { recursive: true });
      const variables = variablesIn(texts);
      const before = configOf(program, folder, main, variables);
      if (before === undefined) return;
      read++;
      const { 'x-infisical': _record, ...plain } = made;
      writeFileSync(join(folder, 'made.yaml'), stringify(plain));
      const values = recordedIn(made, infisicalOf(file, before));
      const after = configOf(program, folder, ['made.yaml'], values);
      expect(after).toBeDefined();
      expect(Object.keys(after.services).sort()).toEqual(Object.keys(before.services).sort());
      for (const [name, service] of Object.entries(before.services)) {
        const notes = notesOn(file, name);
        expect([name, withoutNoted(normalService(after.services[name], after, values), notes)]).toEqual([
          name,
          withoutNoted(normalService(service, before, variables), notes),
        ]);
      }
      expect(withTexts(after.networks)).toEqual(withTexts(before.networks));
    });
  });
});
