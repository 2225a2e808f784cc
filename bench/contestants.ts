import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { parseAllDocuments } from 'yaml';
import type { Command } from './measure';

export type Layout = 'one chart' | 'a chart per application' | 'manifests adopted';

/** A way to get the YAML of many applications. */
export interface Contestant {
  readonly name: string;
  readonly command: Command;
  /** Whether it makes the bare objects, not those of the product. */
  readonly isBare?: boolean;
  /** Whether it starts other processes, whose memory cannot be seen. */
  readonly isTree?: boolean;
  /** Takes away what an earlier run left. */
  readonly reset: () => void;
  /** What it has written. */
  readonly output: () => string;
}

/** Names of contestants that others are compared with. */
export const PRODUCT = 'SecretSyncedApp in GitOpsApp';
export const PRODUCT_IN_APP = 'SecretSyncedApp in cdk8s App';
export const HELM = 'helm template';

/** The programs that build the objects with cdk8s, each in one file. */
export interface Workloads {
  readonly product: string;
  readonly bare: string;
}

export function bundleWorkloads(folder: string): Workloads {
  const entryPoints = ['product', 'bare'].map((name) => join(__dirname, `${name}.ts`));
  buildSync({ entryPoints, outdir: folder, bundle: true, platform: 'node', target: 'node20' });
  return { product: join(folder, 'product.js'), bare: join(folder, 'bare.js') };
}

/** Everybody whose program is there. The others write the product's objects from one template, whatever the layout. */
export function contestants(folder: string, { product, bare }: Workloads, count: number, layout: Layout): Contestant[] {
  const work = join(folder, `${layout.replaceAll(' ', '-')}-${count}`);
  mkdirSync(work, { recursive: true });
  const sample = sampleOf(work, product);
  const onNode = (name: string, kind: string, program: string) =>
    nodeContestant(work, name, [program, kind, layout, `${count}`]);
  const found = [
    onNode(PRODUCT, 'ours', product),
    onNode(PRODUCT_IN_APP, 'stock', product),
    ...(has('helm', 'version') ? [helm(work, sample, count)] : []),
    ...(has('kubectl', 'version', '--client') ? [kustomize(work, sample, count)] : []),
    ...(has('jsonnet', '--version') ? [jsonnet(work, sample, count)] : []),
    { ...onNode('bare objects in GitOpsApp', 'ours', bare), isBare: true },
    { ...onNode('bare objects in cdk8s App', 'stock', bare), isBare: true },
  ];
  const nothing = { program: process.execPath, args: ['-e', '0'], stdout: join(work, 'nothing') };
  return count === 1 ? [...found, { name: 'node -e 0', command: nothing, reset: () => {}, output: () => '' }] : found;
}

function nodeContestant(work: string, name: string, args: readonly string[]): Contestant {
  const outdir = join(work, name.replaceAll(' ', '-'));
  return {
    name,
    command: { program: process.execPath, args: [...args, outdir], stdout: `${outdir}.out` },
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

function kustomize(work: string, sample: string, count: number): Contestant {
  const folder = join(work, 'kustomize');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'kustomization.yaml'), 'resources: [apps.yaml]\n');
  writeFileSync(
    join(folder, 'apps.yaml'),
    namesOf(count)
      .map((name) => sample.replaceAll('app-0', name))
      .join('---\n'),
  );
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

function printing(name: string, command: Command): Contestant {
  return {
    name,
    command,
    reset: () => rmSync(command.stdout, { force: true }),
    output: () => readFileSync(command.stdout, 'utf8'),
  };
}

function namesOf(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `app-${i}`);
}

export function has(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
