import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { type Contestant, has, saying } from './contestant';
import type { Command } from './measure';

const REPOSITORY = resolve(__dirname, '..');
/** Below the folder with schemas, as kubeconform fills it in. */
const FILES = '{{ .Group }}/{{ .ResourceAPIVersion }}/{{ .ResourceKind }}.json';

type Schema = { [field: string]: unknown };

/** Where schemas are, and something that they refuse. */
export interface Schemas {
  readonly location: string;
  readonly broken: string;
}

export interface Validated {
  readonly objects: number;
  /** A file, a folder, or `-`. */
  readonly of: string;
  readonly stdout: string;
}

export function hasKubeconform(): boolean {
  return has('kubeconform', '-v') && has('go', 'version');
}

/** Holds objects against schemas; unknown fields and keys that stand twice fail, as ours refuses them too. */
export function kubeconform(
  name: string,
  { location, broken }: Schemas,
  { objects, of, stdout }: Validated,
  line = (args: readonly string[]): Command => ({ program: 'kubeconform', args, stdout }),
): Contestant {
  const options = ['-strict', '-summary', '-schema-location', location];
  const all = new RegExp(`Valid: ${objects}, Invalid: 0, Errors: 0, Skipped: 0`);
  const contestant = saying(name, all, line([...options, of]));
  const refuse = () => {
    const { status, stdout: said } = spawnSync('kubeconform', options, { input: broken, encoding: 'utf8' });
    if (status !== 1 || !said.includes('Invalid: 1')) throw new Error(`kubeconform takes what is broken: ${said}`);
  };
  return { ...contestant, verify: () => [contestant.verify?.(), refuse()] };
}

/** Writes the schemas of the kinds in some YAML, with each field that they do not know refused. */
export function writeSchemas(folder: string, yaml: string): Schemas {
  const kubernetes = kubernetesFolder();
  const objects = parseAllDocuments(yaml).map((document) => document.toJS() as Schema);
  for (const { apiVersion, kind } of objects) {
    const [version = '', group = ''] = `${apiVersion}`.split('/').reverse();
    const api = join(
      kubernetes,
      `api/openapi-spec/v3/${group === '' ? 'api' : `apis__${group}`}__${version}_openapi.json`,
    );
    const schema = existsSync(api) ? builtIn(api, `${kind}`) : customResource(group, version, `${kind}`);
    // Of a core kind, kubeconform calls the version the group.
    const target = join(folder, group || version, version);
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, `${kind}.json`.toLowerCase()), JSON.stringify(schema));
  }
  const broken = yaml.replace('containerPort: 80', 'containerPort: eighty');
  const deployment = broken.split('---\n').find((text) => text.includes('containerPort: eighty')) ?? '';
  return { location: join(folder, FILES), broken: deployment };
}

/** The module of Kubernetes, in the version that the tests judge by. */
function kubernetesFolder(): string {
  const cwd = join(REPOSITORY, 'tools/api-server');
  const said = execFileSync('go', ['mod', 'download', '-json', 'k8s.io/kubernetes'], { cwd, encoding: 'utf8' });
  return JSON.parse(said).Dir;
}

/** A kind of Kubernetes, with the types that it consists of and no others. */
function builtIn(file: string, kind: string): Schema {
  const all: { [type: string]: Schema } = JSON.parse(readFileSync(file, 'utf8')).components.schemas;
  const schemas: { [type: string]: unknown } = {};
  const take = (type: string): void => {
    if (type in schemas) return;
    schemas[type] = closed(all[type]);
    for (const [, other = ''] of JSON.stringify(all[type]).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) take(other);
  };
  const isOfKind = (schema: Schema) => JSON.stringify(schema['x-kubernetes-group-version-kind'])?.includes(`"${kind}"`);
  const root = Object.keys(all).find((type) => isOfKind(all[type] ?? {})) ?? '';
  take(root);
  return { $ref: `#/components/schemas/${root}`, components: { schemas } };
}

function customResource(group: string, version: string, kind: string): unknown {
  const definitions = parseAllDocuments(readFileSync(join(REPOSITORY, `crds/${group}.yaml`), 'utf8'));
  const { versions } = definitions.map((one) => one.toJS().spec).find(({ names }) => names.kind === kind);
  return closed(versions.find(({ name }: Schema) => name === version).schema.openAPIV3Schema);
}

function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const all: Schema = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, closed(child)]));
  // Below `properties`, a field may be called so: it is an object, and then so is the word beside it.
  const isSchema = typeof all.type === 'string' && typeof all.properties === 'object';
  const isOpen = 'additionalProperties' in all || 'x-kubernetes-preserve-unknown-fields' in all;
  return isSchema && !isOpen ? { ...all, additionalProperties: false } : all;
}
