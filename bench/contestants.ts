import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { parseAllDocuments } from 'yaml';
import { type Contestant, has, printing } from './contestant';
import { hasKubeconform, kubeconform, writeSchemas } from './kubeconform';
import { type Command, measure } from './measure';
import type { Layout } from './result';

/** Names of contestants that others are compared with. */
export const PRODUCT = 'SecretSyncedApp in GitOpsApp';
export const PRODUCT_IN_APP = 'SecretSyncedApp in cdk8s App';
export const STOCK = 'stock cdk8s with cdk8s-plus';
export const HELM = 'helm template';
export const HELM_VALIDATED = 'helm template | kubeconform';
export const KUBECONFORM = 'kubeconform of the same';

/** The programs that build the objects with cdk8s, each in one file. */
export interface Workloads {
  readonly product: string;
  readonly stock: string;
}

export function bundleWorkloads(folder: string): Workloads {
  const entryPoints = ['product', 'stock'].map((name) => join(__dirname, `${name}.ts`));
  buildSync({ entryPoints, outdir: folder, bundle: true, platform: 'node', target: 'node20' });
  return { product: join(folder, 'product.js'), stock: join(folder, 'stock.js') };
}

/** Everybody whose program is there. */
export function contestants(
  folder: string,
  { product, stock }: Workloads,
  count: number,
  layout: Layout,
): Contestant[] {
  const work = join(folder, `${layout.replaceAll(' ', '-')}-${count}`);
  mkdirSync(work, { recursive: true });
  const sample = sampleOf(work, product);
  const onNode = (name: string, kind: string, program: string) =>
    nodeContestant(work, name, [program, kind, layout, `${count}`]);
  return [
    onNode(PRODUCT, 'ours', product),
    onNode(PRODUCT_IN_APP, 'stock', product),
    { ...onNode(STOCK, 'stock', stock), hasDefaults: true },
    { ...onNode('cdk8s-plus in GitOpsApp', 'ours', stock), hasDefaults: true },
    ...(has('helm', 'version') ? [helm(work, sample, count)] : []),
    // They write from one template, whatever the layout.
    ...(layout === 'one chart' ? othersOf(work, sample, count) : []),
    ...(count === 1 ? [nothing(work)] : []),
  ];
}

function nodeContestant(work: string, name: string, args: readonly string[]): Contestant {
  const outdir = join(work, name.replaceAll(' ', '-'));
  const command: Command = { program: process.execPath, args: [...args, outdir], stdout: `${outdir}.out` };
  return {
    name,
    run: () => measure(command),
    reset: () => rmSync(outdir, { recursive: true, force: true }),
    output: () =>
      readdirSync(outdir)
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => readFileSync(join(outdir, file), 'utf8'))
        .join('---\n'),
  };
}

/** The YAML of the one application `app-0`. */
export function sampleOf(work: string, product: string): string {
  const outdir = join(work, 'sample');
  execFileSync(process.execPath, [product, 'ours', 'one chart', '1', outdir]);
  return readFileSync(join(outdir, 'apps.k8s.yaml'), 'utf8');
}

export function helm(work: string, sample: string, count: number): Contestant {
  const chart = join(work, 'helm');
  mkdirSync(join(chart, 'templates'), { recursive: true });
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: apps\nversion: 1.0.0\n');
  const body = sample.replaceAll('app-0', '{{ $name }}');
  writeFileSync(join(chart, 'templates/apps.yaml'), `{{- range $name := .Values.names }}\n---\n${body}{{- end }}\n`);
  writeFileSync(join(chart, 'values.yaml'), JSON.stringify({ names: namesOf(count) }));
  return printing(HELM, { program: 'helm', args: ['template', chart], stdout: join(work, 'helm.yaml') });
}

function othersOf(work: string, sample: string, count: number): Contestant[] {
  return [
    ...(has('helm', 'version') && hasKubeconform() ? validated(work, sample, count) : []),
    ...(has('kubectl', 'version', '--client') ? [kustomize(work, sample, count)] : []),
    ...(has('jsonnet', '--version') ? [jsonnet(work, sample, count)] : []),
  ];
}

/** What helm writes, held against schemas: in one line of a shell, and alone. */
function validated(work: string, sample: string, count: number): Contestant[] {
  const schemas = writeSchemas(join(work, 'schemas'), sample);
  const file = join(work, 'apps.yaml');
  writeFileSync(file, manyOf(sample, count));
  const objects = count * parseAllDocuments(sample).length;
  const stdout = join(work, 'validated.txt');
  const line = (args: readonly string[]) => ({
    program: 'bash',
    args: ['-o', 'pipefail', '-c', 'helm template "$0" | kubeconform "$@"', join(work, 'helm'), ...args],
    stdout,
  });
  return [
    kubeconform(HELM_VALIDATED, schemas, { objects, of: '-', stdout }, line),
    kubeconform(KUBECONFORM, schemas, { objects, of: file, stdout: join(work, 'kubeconform.txt') }),
  ];
}

function kustomize(work: string, sample: string, count: number): Contestant {
  const folder = join(work, 'kustomize');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'kustomization.yaml'), 'resources: [apps.yaml]\n');
  writeFileSync(join(folder, 'apps.yaml'), manyOf(sample, count));
  const stdout = join(work, 'kustomize.yaml');
  return printing('kubectl kustomize', { program: 'kubectl', args: ['kustomize', folder], stdout });
}

function jsonnet(work: string, sample: string, count: number): Contestant {
  const objects = JSON.stringify(parseAllDocuments(sample).map((document) => document.toJS()));
  const file = join(work, 'apps.jsonnet');
  const names = `std.makeArray(${count}, function(i) 'app-%d' % i)`;
  writeFileSync(file, `std.flattenArrays([${objects.replaceAll('"app-0"', 'name')} for name in ${names}])\n`);
  return printing('jsonnet -y', { program: 'jsonnet', args: ['-y', file], stdout: join(work, 'jsonnet.yaml') });
}

function nothing(work: string): Contestant {
  const command = { program: process.execPath, args: ['-e', '0'], stdout: join(work, 'nothing') };
  return { name: 'node -e 0', run: () => measure(command) };
}

function manyOf(sample: string, count: number): string {
  return namesOf(count)
    .map((name) => sample.replaceAll('app-0', name))
    .join('---\n');
}

function namesOf(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `app-${i}`);
}
