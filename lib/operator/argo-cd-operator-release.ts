import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { destinationSpec } from '../argocd/application-spec';
import { destinationOf } from '../argocd/environment';
import { WAVE_ANNOTATION } from '../model/sync-moments';
import { checkedProps } from '../props/prop-types';
import { CHART_REPOSITORY, chartValues } from './chart-values';
import { OperatorRelease } from './operator-release';
import type { OperatorReleaseProps } from './operator-release-props';
import { ARGO_CD_RELEASE_PROPS } from './prop-types';

/**
 * Properties of an `ArgoCdOperatorRelease`.
 */
export interface ArgoCdOperatorReleaseProps extends OperatorReleaseProps {
  /**
   * Namespace in which Argo CD runs.
   *
   * @default "argocd"
   */
  readonly argoCdNamespace?: string;

  /**
   * The AppProject. One of your own has to allow the kinds CustomResourceDefinition, ClusterRole, ClusterRoleBinding and
   * Namespace, and the repository of the chart.
   *
   * @default "default"
   */
  readonly project?: string;

  /**
   * Install each change of the release, and undo changes that were made in the cluster.
   *
   * @default true
   */
  readonly autoSync?: boolean;
}

/** Before everything else of an app of apps. */
const WAVE = '-10';

/**
 * The operator, installed by Argo CD: an Application of its official chart.
 *
 * - It is in a sync wave before all that needs its CRDs.
 * - Nothing is pruned, and it has no finalizer: whoever deletes the CRDs deletes all resources of the operator, and with
 *   them the Secrets that these own. What the chart has no longer, such as the Role in a namespace that is not watched any
 *   more, is to be removed by hand.
 * - It applies on the server (`ServerSideApply=true`), makes its namespace, and tries again until the namespaces that it
 *   watches are there: the chart puts a Role into each. It takes over nothing that another Application has: then it fails.
 * - An operator that Helm, Flux or `kubectl` has installed is none to Argo CD, which applies with force: it would take over
 *   the CRDs, and two operators act on each resource. There, declare no release.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/helm/
 */
export class ArgoCdOperatorRelease extends OperatorRelease {
  /**
   * The Application. Patches of it reach the YAML.
   */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: ArgoCdOperatorReleaseProps = {}) {
    const { checked, problems } = checkedProps(props, ARGO_CD_RELEASE_PROPS);
    super(scope, id, checked);
    const { name } = this;
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name,
        namespace: checked.argoCdNamespace ?? 'argocd',
        annotations: { [WAVE_ANNOTATION]: WAVE },
      },
      spec: {
        project: checked.project ?? 'default',
        source: {
          // Argo CD knows a registry by its name alone.
          repoURL: (checked.chartRepository ?? CHART_REPOSITORY).replace(/^oci:\/\//i, ''),
          chart: 'secrets-operator',
          targetRevision: this.version,
          // What is watched is known when all is declared.
          helm: { releaseName: name, valuesObject: Lazy.any({ produce: () => chartValues(checked, name) }) },
        },
        destination: destinationSpec(destinationOf({ cluster: checked.cluster, namespace: this.namespace })),
        syncPolicy: {
          ...((checked.autoSync ?? true) && { automated: { prune: false, selfHeal: true } }),
          syncOptions: ['CreateNamespace=true', 'ServerSideApply=true', 'FailOnSharedResource=true'],
          retry: { limit: -1, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
        },
      },
    } as ConstructorParameters<typeof ApiObject>[2]);
    this._check(problems);
  }
}
