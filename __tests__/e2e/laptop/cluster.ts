import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Chart, Testing } from 'cdk8s';
import { operatorRenders } from '../operator-renders';
import { PROJECT } from '../packed-library';
import { SECRETS } from './places';

/** What a container of a pod has when it starts. */
export interface StartedContainer {
  readonly environment: { readonly [variable: string]: string };
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly files: { readonly [path: string]: string };
}

type Data = { readonly [key: string]: string };
interface Source {
  readonly projectId: string;
  readonly secretPath?: string;
  readonly secretsPath?: string;
  readonly recursive?: boolean;
}

/**
 * What the containers of a chart get in a cluster, by name of workload and container: the operator's own code renders the
 * Secrets, Kubernetes' own expands the variables.
 */
export function containersInCluster(chart: Chart): ReadonlyMap<string, StartedContainer> {
  const manifests: any[] = Testing.synth(chart);
  const secrets = managedSecrets(manifests);
  const configMaps = Object.fromEntries(
    manifests.filter(({ kind }) => kind === 'ConfigMap').map(({ metadata, data }) => [metadata.name, data]),
  );
  const workloads = manifests.filter(({ spec }) => spec?.template?.spec?.containers !== undefined);
  const pods = workloads.map(({ spec }) => {
    const named = JSON.stringify(spec);
    const own = Object.entries(secrets).filter(([name]) => named.includes(`"${name}"`));
    return { spec: spec.template.spec, configMaps, secrets: Object.fromEntries(own) };
  });
  const started: { [container: string]: Omit<StartedContainer, 'files'> & { error?: string } }[] = inputTo(
    'tools/pod-environment',
    pods,
  );
  return new Map(
    workloads.flatMap(({ metadata, spec: { template } }, i) =>
      [...(template.spec.initContainers ?? []), ...template.spec.containers].map((container: any) => {
        const { error, ...rest } = started[i]?.[container.name] ?? { error: 'nothing was said of it' };
        if (error !== undefined) throw new Error(`${metadata.name}, ${container.name}: ${error}`);
        return [
          `${metadata.name}/${container.name}`,
          { ...(rest as any), files: filesOf(container, template.spec, secrets) },
        ];
      }),
    ),
  );
}

function filesOf({ volumeMounts = [] }: any, { volumes = [] }: any, secrets: { readonly [name: string]: Data }): Data {
  const files = volumeMounts.flatMap(({ name, mountPath }: any) => {
    const { secret } = volumes.find((volume: any) => volume.name === name) ?? {};
    return (secret?.items ?? []).map(({ key, path }: any) => [`${mountPath}/${path}`, secrets[secret.secretName][key]]);
  });
  return Object.fromEntries(files);
}

/** The data of each Secret that the operator writes. */
function managedSecrets(manifests: readonly any[]): { [name: string]: Data } {
  const resources = manifests.filter(({ kind }) => ['InfisicalSecret', 'InfisicalStaticSecret'].includes(kind));
  const rendered = operatorRenders(
    resources.map((manifest) => ({ manifest: JSON.stringify(manifest), secrets: readByOperator(sourcesOf(manifest)) })),
  );
  return Object.fromEntries(
    rendered.map(({ values, error }, i) => {
      if (values === undefined) throw new Error(`${resources[i].metadata.name}: ${error}`);
      return [targetOf(resources[i]), values];
    }),
  );
}

function sourcesOf({ spec }: any): Source[] {
  return spec.sources ?? Object.values(spec.authentication).flatMap(({ secretsScope }: any) => secretsScope ?? []);
}

function targetOf({ spec }: any): string {
  return spec.targets?.[0].name ?? spec.managedKubeSecretReferences[0].secretName;
}

/** Of several sources the first one that has a key counts. */
function readByOperator(sources: readonly Source[]): Data {
  const read = sources.map(({ projectId, secretPath, secretsPath, recursive }) => {
    const path = secretPath ?? secretsPath ?? '/';
    const folders = SECRETS[projectId] ?? {};
    const isRead = (folder: string) => folder === path || (recursive && folder.startsWith(`${path}/`));
    return Object.assign(
      {},
      ...Object.keys(folders)
        .filter(isRead)
        .map((folder) => folders[folder]),
    );
  });
  return Object.assign({}, ...read.reverse());
}

function inputTo(tool: string, value: unknown) {
  const { status, stdout, stderr } = spawnSync('go', ['run', '.'], {
    cwd: join(PROJECT, tool),
    input: JSON.stringify(value),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`${tool}: ${stderr}`);
  return JSON.parse(stdout);
}
