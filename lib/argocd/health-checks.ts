import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import { InfisicalKind } from '../infisical';
import { checkedProps } from '../props/prop-types';
import { asLine } from '../text/shown';
import { healthLua } from './health-lua';
import { HEALTH_CHECKS_PROPS } from './prop-types';

/**
 * What the health checks say.
 */
export interface ArgoCdHealthOptions {
  /**
   * The kinds to write a check for.
   *
   * @default - all that have a status
   */
  readonly kinds?: InfisicalKind[];

  /**
   * Add the operator's own messages to those of the checks. They help to find a fault, but may quote what the operator
   * could not read, such as a value that a template has tried to parse; Argo CD shows messages to everybody who may
   * see the application, and sends them with notifications.
   *
   * @default false
   */
  readonly operatorMessages?: boolean;
}

/**
 * Properties of `ArgoCdHealthChecks`.
 */
export interface ArgoCdHealthChecksProps extends ArgoCdHealthOptions {
  /**
   * Namespace in which Argo CD runs.
   *
   * @default "argocd"
   */
  readonly namespace?: string;
}

/**
 * Health checks for the operator's resources, in the ConfigMap `argocd-cm`. Without them Argo CD takes each for healthy
 * at once, shows no failed sync, and does not wait for Secrets between sync waves (rule X13).
 *
 * The ConfigMap belongs to the installation of Argo CD: this one is applied server-side, so that it adds its entries
 * to those that are there, and is never pruned or deleted. Where Helm installs Argo CD, give `entries` to its
 * value `configs.cm` instead.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/health/
 */
export class ArgoCdHealthChecks extends Construct {
  /**
   * The health check of one kind, in Lua.
   *
   * @param kind the kind
   * @param options whether to add the operator's messages
   * @throws if there is no such kind
   */
  public static lua(kind: InfisicalKind, options: ArgoCdHealthOptions = {}): string {
    const kinds = Object.values(InfisicalKind);
    if (!kinds.includes(kind))
      throw new Error(asLine(`no kind "${kind}" has a health check: write ${kinds.join(', ')}`));
    return healthLua(kind, options.operatorMessages ?? false);
  }

  /**
   * The entries of the ConfigMap `argocd-cm`, by key.
   *
   * @param options which kinds, and whether to add the operator's messages
   * @throws if there is no such kind
   */
  public static entries(options: ArgoCdHealthOptions = {}): { [key: string]: string } {
    const kinds = options.kinds ?? Object.values(InfisicalKind);
    return Object.fromEntries(
      kinds.map((kind) => [
        `resource.customizations.health.secrets.infisical.com_${kind}`,
        ArgoCdHealthChecks.lua(kind, options),
      ]),
    );
  }

  /**
   * The ConfigMap. Patches of it reach the YAML.
   */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: ArgoCdHealthChecksProps = {}) {
    super(scope, id);
    const { checked, problems } = checkedProps(props, HEALTH_CHECKS_PROPS);
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'argocd-cm',
        namespace: checked.namespace ?? 'argocd',
        // Argo CD does not look at the ConfigMap without them.
        labels: { 'app.kubernetes.io/name': 'argocd-cm', 'app.kubernetes.io/part-of': 'argocd' },
        annotations: { 'argocd.argoproj.io/sync-options': 'ServerSideApply=true,Prune=false,Delete=false' },
      },
      data: ArgoCdHealthChecks.entries(checked),
    } as ConstructorParameters<typeof ApiObject>[2]);
    validateWithApp(this, () => [...problems]);
  }
}
