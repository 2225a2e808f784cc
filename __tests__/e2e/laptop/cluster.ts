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

interface Container {
  readonly name: string;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

interface PodSpec {
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes?: readonly Volume[];
}

interface Volume {
  readonly name: string;
  readonly secret?: {
    readonly secretName: string;
    readonly items: readonly { readonly key: string; readonly path: string }[];
  };
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Data;
  readonly spec?: {
    readonly template?: { readonly spec?: PodSpec };
    readonly sources?: readonly Source[];
    readonly targets?: readonly { readonly name: string }[];
    readonly authentication?: { readonly [method: string]: { readonly secretsScope?: Source } };
    readonly managedKubeSecretReferences?: readonly { readonly secretName: string }[];
  };
}

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
  const manifests: Manifest[] = Testing.synth(chart);
  const secrets = managedSecrets(manifests);
  const configMaps = Object.fromEntries(
    manifests.filter(({ kind }) => kind === 'ConfigMap').map(({ metadata, data }) => [metadata.name, data]),
  );
  const pods = manifests.flatMap(({ metadata, spec }) => {
    const pod = spec?.template?.spec;
    if (pod === undefined) return [];
    const named = JSON.stringify(pod);
    const own = Object.entries(secrets).filter(([name]) => named.includes(`"${name}"`));
    return [{ name: metadata.name, spec: pod, configMaps, secrets: Object.fromEntries(own) }];
  });
  const started: { [container: string]: Started }[] = answerOf('tools/pod-environment', pods);
  return new Map(
    pods.flatMap(({ name, spec }, i) =>
      [...(spec.initContainers ?? []), ...spec.containers].map((container): [string, StartedContainer] => {
        const { error, ...rest } = started[i][container.name];
        if (error !== undefined) throw new Error(`${name}, ${container.name}: ${error}`);
        return [`${name}/${container.name}`, { ...rest, files: filesOf(container, spec, secrets) }];
      }),
    ),
  );
}

type Started = Omit<StartedContainer, 'files'> & { readonly error?: string };

function filesOf({ volumeMounts = [] }: Container, { volumes = [] }: PodSpec, secrets: { [name: string]: Data }): Data {
  const files = volumeMounts.flatMap(({ name, mountPath }) => {
    const secret = volumes.find((volume) => volume.name === name)?.secret;
    return (secret?.items ?? []).map(({ key, path }) => [
      `${mountPath}/${path}`,
      secrets[secret?.secretName ?? ''][key],
    ]);
  });
  return Object.fromEntries(files);
}

/** The data of each Secret that the operator writes. */
function managedSecrets(manifests: readonly Manifest[]): { [name: string]: Data } {
  const resources = manifests.filter(({ kind }) => ['InfisicalSecret', 'InfisicalStaticSecret'].includes(kind));
  const rendered = operatorRenders(
    resources.map((manifest) => ({ manifest: JSON.stringify(manifest), secrets: readByOperator(sourcesOf(manifest)) })),
  );
  return Object.fromEntries(
    rendered.map(({ values, error }, i) => {
      const { metadata, spec } = resources[i];
      if (values === undefined) throw new Error(`${metadata.name}: ${error}`);
      return [spec?.targets?.[0].name ?? spec?.managedKubeSecretReferences?.[0].secretName, values];
    }),
  );
}

function sourcesOf({ spec }: Manifest): readonly Source[] {
  return spec?.sources ?? Object.values(spec?.authentication ?? {}).flatMap(({ secretsScope }) => secretsScope ?? []);
}

/** Of several sources the first one that has a key counts. */
function readByOperator(sources: readonly Source[]): Data {
  const read = sources.map(({ projectId, secretPath, secretsPath, recursive }) => {
    const path = secretPath ?? secretsPath ?? '/';
    const folders = SECRETS[projectId];
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

function answerOf(tool: string, question: unknown) {
  const { status, stdout, stderr } = spawnSync('go', ['run', '.'], {
    cwd: join(PROJECT, tool),
    input: JSON.stringify(question),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`${tool}: ${stderr}`);
  return JSON.parse(stdout);
}
