import { isTemplated } from '../text/substitution';
import { Field, NOWHERE } from './field';
import { isFilledInLater, type Resource, specOf } from './resource';

/** A Helm release that Argo CD or Flux makes. */
export interface Release {
  readonly resource: Resource;
  /** The name of the chart; undefined where it stands in another object. */
  readonly chart: string | undefined;
  /** The version of the chart, or a range of them. */
  readonly version: Field<string>;
  readonly values: Field;
  /** What Helm calls it, and where it goes; undefined where that is filled in later. */
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  /** Tells the cluster from all others that the app names. */
  readonly cluster: string;
  /** Values that stand elsewhere, in a text, or are filled in later: whether they may have one of a name. */
  readonly mayHave: (value: string) => boolean;
}

export const OPERATOR_CHART = 'secrets-operator';

/** The releases that some resources make. */
export function releasesIn(resources: readonly Resource[]): Release[] {
  return resources.flatMap((resource) => {
    const { apiVersion, kind } = resource.manifest;
    if (kind === 'HelmRelease') return [fluxRelease(resource)];
    return kind === 'Application' && apiVersion.startsWith('argoproj.io/') ? argoReleases(resource) : [];
  });
}

function fluxRelease(resource: Resource): Release {
  const spec = specOf(resource);
  const { name = '', namespace } = resource.manifest.metadata;
  const target = spec.text('targetNamespace').value;
  return {
    resource,
    chart: spec.text('chart', 'spec', 'chart').value,
    version: spec.text('chart', 'spec', 'version'),
    values: spec.at('values'),
    name: known(spec.text('releaseName').value ?? (target === undefined ? name : `${target}-${name}`)),
    namespace: target ?? namespace,
    cluster: clusterOf(kubeConfigOf(spec)),
    mayHave: (value) =>
      spec.at('valuesFrom').items().length > 0 || isFilledInLater(resource, spec.at('values', value).raw),
  };
}

function argoReleases(resource: Resource): Release[] {
  const spec = specOf(resource);
  const destination = spec.at('destination');
  return [spec.at('source'), ...spec.at('sources').items()].flatMap((source) => {
    const helm = source.at('helm');
    const chart = source.text('chart').value ?? source.text('path').value?.split('/').at(-1);
    if (chart === undefined && !helm.isGiven) return [];
    const parameters = parametersIn(helm);
    const values = Object.fromEntries([...helm.at('valuesObject').entries(), ...parameters].map(rawEntry));
    // One such as "scopedNamespaces[0]" says a part of a value.
    const parts = parameters.map(([name]) => name).filter((name) => /[.[]/.test(name));
    const text = [helm.text('values').value ?? '', ...parts].join('\n');
    return [
      {
        resource,
        chart,
        // Of a folder in git it is a branch or a tag of that repository.
        version: source.text('chart').isGiven ? source.text('targetRevision') : NOWHERE.text(),
        values: Field.of(values, helm.at('valuesObject').path),
        name: known(helm.text('releaseName').value ?? resource.manifest.metadata.name),
        namespace: destination.text('namespace').value,
        cluster: clusterOfApplication(resource),
        mayHave: (value: string) =>
          helm.at('valueFiles').items().length > 0 || text.includes(value) || isFilledInLater(resource, values[value]),
      },
    ];
  });
}

const OWN_CLUSTER: readonly string[] = ['in-cluster', 'https://kubernetes.default.svc'];

/** What tells the cluster of an Application from all others; empty for that in which Argo CD runs. */
export function clusterOfApplication(application: Resource): string {
  const destination = specOf(application).at('destination');
  return clusterOf(destination.text('name').value ?? destination.text('server').value);
}

function clusterOf(told: string | undefined): string {
  return told === undefined || isOwnCluster(told) ? '' : told;
}

/** Whether it is a name of Argo CD for the cluster in which it runs. */
export function isOwnCluster(told: string): boolean {
  return OWN_CLUSTER.includes(told);
}

/** The name of what has the address of another cluster. */
function kubeConfigOf(spec: Field): string | undefined {
  const config = spec.at('kubeConfig');
  const names = ['secretRef', 'configMapRef'].flatMap((kind) => config.text(kind, 'name').value ?? []);
  return config.isGiven ? `kubeConfig ${names.join()}` : undefined;
}

function known(name: string | undefined): string | undefined {
  return name === undefined || isTemplated(name) ? undefined : name;
}

function rawEntry([name, { raw: value }]: [string, { readonly raw: unknown }]): [string, unknown] {
  return [name, value];
}

/** Single values, which Argo CD lays over the others as text. */
function parametersIn(helm: Field): [string, { readonly raw: unknown }][] {
  return helm
    .at('parameters')
    .items()
    .flatMap((parameter) => {
      const name = parameter.text('name').value;
      const value = parameter.at('value').raw;
      return name === undefined ? [] : [[name, { raw: value === 'true' || (value === 'false' ? false : value) }]];
    });
}
