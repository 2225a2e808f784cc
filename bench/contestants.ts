import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { parseAllDocuments } from 'yaml';
import type { Command } from './measure';

export type Layout = 'one chart' | 'a chart per application';

/** A way to get the YAML of many applications. */
export interface Contestant {
  readonly name: string;
  readonly command: Command;
  /** Whether it starts other processes, whose time and memory cannot be seen. */
  readonly isTree?: boolean;
  /** Takes away what an earlier run left. */
  readonly reset: () => void;
  /** What it has written. */
  readonly output: () => string;
}

/** Bundles the program that builds the objects with cdk8s: all contestants on Node run the same file. */
export function bundleWorkload(folder: string): string {
  const outfile = join(folder, 'workload.js');
  buildSync({
    entryPoints: [join(__dirname, 'workload.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
  });
  return outfile;
}

/** Everybody whose program is there. The others compare themselves with cdk8s in one chart, whatever the layout. */
export function contestants(folder: string, workload: string, count: number, layout: Layout): Contestant[] {
  const work = join(folder, `${layout.replaceAll(' ', '-')}-${count}`);
  mkdirSync(work, { recursive: true });
  const sample = sampleOf(work, workload);
  const found = [
    onNode('ours', 'GitOpsApp', work, workload, count, layout),
    onNode('stock', 'cdk8s App', work, workload, count, layout),
    ...(has('helm', 'version') ? [helm(work, sample, count)] : []),
    ...(has('kubectl', 'version', '--client') ? [kustomize(work, sample, count)] : []),
    ...(has('jsonnet', '--version') ? [jsonnet(work, sample, count)] : []),
  ];
  const nothing = { program: process.execPath, args: ['-e', '0'], stdout: join(work, 'nothing') };
  return count === 1 ? [...found, { name: 'node -e 0', command: nothing, reset: () => {}, output: () => '' }] : found;
}

function onNode(kind: string, name: string, work: string, workload: string, count: number, layout: Layout): Contestant {
  const outdir = join(work, kind);
  return {
    name,
    command: {
      program: process.execPath,
      args: [workload, kind, layout, String(count), outdir],
      stdout: join(work, `${kind}.out`),
    },
    reset: () => rmSync(outdir, { recursive: true, force: true }),
    output: () =>
      readdirSync(outdir)
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => readFileSync(join(outdir, file), 'utf8'))
        .join('---\n'),
  };
}

/** The YAML of the one application `app-0`. */
function sampleOf(work: string, workload: string): string {
  const outdir = join(work, 'sample');
  execFileSync(process.execPath, [workload, 'stock', 'one chart', '1', outdir]);
  return readFileSync(join(outdir, 'apps.k8s.yaml'), 'utf8');
}

function helm(work: string, sample: string, count: number): Contestant {
  const chart = join(work, 'helm');
  mkdirSync(join(chart, 'templates'), { recursive: true });
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: apps\nversion: 1.0.0\n');
  const body = sample.replaceAll('app-0', '{{ $name }}');
  writeFileSync(join(chart, 'templates/apps.yaml'), `{{- range $name := .Values.names }}\n---\n${body}{{- end }}\n`);
  writeFileSync(join(chart, 'values.yaml'), JSON.stringify({ names: namesOf(count) }));
  return printing('helm template', { program: 'helm', args: ['template', chart], stdout: join(work, 'helm.yaml') });
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

function has(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
