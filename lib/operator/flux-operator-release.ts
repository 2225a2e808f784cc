import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { FLUX_NAMESPACE } from '../flux/kustomization-spec';
import { checkedProps } from '../props/prop-types';
import { CHART_REPOSITORY, chartValues } from './chart-values';
import { OperatorRelease } from './operator-release';
import type { OperatorReleaseProps } from './operator-release-props';
import { FLUX_RELEASE_PROPS } from './prop-types';

/**
 * Properties of a `FluxOperatorRelease`.
 */
export interface FluxOperatorReleaseProps extends OperatorReleaseProps {
  /**
   * Namespace of the HelmRepository and the HelmRelease.
   *
   * @default "flux-system"
   */
  readonly fluxNamespace?: string;

  /**
   * Name of the Secret with the kubeconfig of the cluster to install to, in the namespace of the HelmRelease: where one Flux
   * deploys to several clusters. The HelmRelease itself is applied where that Flux runs.
   *
   * @default - the cluster in which Flux runs, whatever `cluster` it is called
   */
  readonly kubeConfigSecretName?: string;
}

/** By default Flux takes over what is there, and remedies a failed installation by deleting it all. */
const CAREFULLY = { disableTakeOwnership: true, strategy: { name: 'RetryOnFailure', retryInterval: '1m' } };

/**
 * The operator, installed by Flux: a HelmRepository, and a HelmRelease of the official chart in it. Put them into a folder
 * of their own, with a Kustomization that waits (`wait: true`), and let those of applications depend on it: without the
 * CRDs none of their resources can be applied. It needs helm-controller 1.4 (Flux 2.7).
 *
 * - A HelmRelease that is no longer in git stays in the cluster (`kustomize.toolkit.fluxcd.io/prune: disabled`): whoever
 *   deletes it deletes the CRDs, all resources of the operator, and the Secrets that these own. The CRDs are in the
 *   templates of the chart, so that `crds` of `install` and `upgrade` say nothing.
 * - It makes its namespace, undoes changes that were made in the cluster, and tries again until the namespaces that it
 *   watches are there: the chart puts a Role into each. A failure is never remedied by uninstalling, which would delete the
 *   CRDs. It takes over nothing that another operator of the cluster has: then it fails.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/
 */
export class FluxOperatorRelease extends OperatorRelease {
  /**
   * The HelmRelease. Patches of it reach the YAML.
   */
  public readonly apiObject: ApiObject;

  /**
   * The HelmRepository. Patches of it reach the YAML.
   */
  public readonly repository: ApiObject;

  public constructor(scope: Construct, id: string, props: FluxOperatorReleaseProps = {}) {
    const { checked, problems } = checkedProps(props, FLUX_RELEASE_PROPS);
    super(scope, id, checked);
    const { name } = this;
    const namespace = checked.fluxNamespace ?? FLUX_NAMESPACE;
    const url = checked.chartRepository ?? CHART_REPOSITORY;
    const kubeConfig = checked.kubeConfigSecretName;
    this.repository = new ApiObject(this, 'Repository', {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'HelmRepository',
      metadata: { name, namespace },
      spec: { interval: '1h', ...(/^oci:/i.test(url) && { type: 'oci' }), url },
    } as ConstructorParameters<typeof ApiObject>[2]);
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name, namespace, annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } },
      spec: {
        interval: '1h',
        releaseName: name,
        targetNamespace: this.namespace,
        ...(kubeConfig !== undefined && { kubeConfig: { secretRef: { name: kubeConfig } } }),
        chart: {
          spec: {
            chart: 'secrets-operator',
            version: this.version,
            interval: '1h',
            sourceRef: { kind: 'HelmRepository', name, namespace },
          },
        },
        install: { createNamespace: true, ...CAREFULLY },
        upgrade: CAREFULLY,
        driftDetection: { mode: 'enabled' },
        // What is watched is known when all is declared.
        values: Lazy.any({ produce: () => chartValues(checked, name) }),
      },
    } as ConstructorParameters<typeof ApiObject>[2]);
    this._check(problems);
  }
}
