import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import { declareExplained } from '../evaluation/declarations';
import { finishedJson } from '../evaluation/one-rendering';
import type { ReleasedOperator } from '../evaluation/settings';
import type { ProjectEnvironment } from '../gitops';
import { NEWEST_OPERATOR, operatorVersionProblem } from '../model/operator-version';
import type { PropsProblem } from '../props/props-problem';
import { connectionOf, isScoped, OPERATOR_NAMESPACE, ofConnection, serviceAccountOf, watchedBy } from './chart-values';
import { credentialsCommands } from './credentials-commands';
import type { OperatorReleaseProps } from './operator-release-props';
import { patchProblems, releaseProblems, withV } from './release-problems';
import { isInCluster, namespacesNeeded, servedEnvironments } from './served-environments';

/**
 * A release of the operator, by its official chart: what is declared says which namespaces it watches, and the rules learn
 * from it which operator an environment has. `ArgoCdOperatorRelease` and `FluxOperatorRelease` are such.
 *
 * @see https://github.com/Infisical/kubernetes-operator/tree/main/helm-charts/secrets-operator
 */
export abstract class OperatorRelease extends Construct {
  /**
   * Name of the release in Helm.
   */
  public readonly name: string;

  /**
   * Namespace in which the operator runs.
   */
  public readonly namespace: string;

  /**
   * Version of the operator, with its `v`.
   */
  public readonly version: string;

  /**
   * Name of the ServiceAccount that the operator runs as, in its namespace: the subject of bindings of your own.
   */
  public readonly serviceAccountName: string;

  /**
   * The object that makes the release. Patches of it reach the YAML.
   */
  public abstract readonly apiObject: ApiObject;

  private readonly release: OperatorReleaseProps;

  protected constructor(scope: Construct, id: string, props: OperatorReleaseProps) {
    super(scope, id);
    this.release = props;
    this.name = props.name ?? id;
    this.namespace = props.namespace ?? OPERATOR_NAMESPACE;
    const isVersion = operatorVersionProblem(props.version ?? NEWEST_OPERATOR) === undefined;
    this.version = withV(isVersion ? (props.version ?? NEWEST_OPERATOR) : NEWEST_OPERATOR);
    this.serviceAccountName = serviceAccountOf(props, this.name);
    for (const project of new Set(props.projects)) project._addRelease((environment) => this.settingsFor(environment));
  }

  /**
   * The namespaces that the operator watches, as far as these are declared when this is asked; empty for the whole
   * cluster. The chart makes a Role in each of them, so that they have to be there before the operator is.
   */
  public get watchedNamespaces(): string[] {
    return isScoped(this.release) ? watchedBy(this.release) : [];
  }

  /**
   * The commands that make the Secrets with credentials which resources of `projects` log in with, for people. No program
   * writes these Secrets: `kubectl` reads what is typed into it, so that no file and no history of a shell has it. Ask
   * when all is declared.
   *
   * `kubectl create secret generic universal-auth-credentials --namespace shop --from-env-file=/dev/stdin`
   */
  public credentialsCommands(): string[] {
    return credentialsCommands(servedEnvironments(this.release));
  }

  /**
   * Reports what is wrong at synth.
   *
   * @internal
   */
  protected _check(problems: readonly PropsProblem[]): void {
    // Of no namespaces it says more.
    declareExplained(this, 'X46', ['X3']);
    validateWithApp(this, () => {
      const own = [...problems, ...releaseProblems(this.release, this.name)];
      return own.length > 0 ? own : patchProblems(this.release, this.version, finishedJson(this.apiObject));
    });
  }

  /** What the rules know of the operator of an environment by this release. */
  private settingsFor(environment: ProjectEnvironment): ReleasedOperator {
    const { release } = this;
    if (!isInCluster(release, environment)) return {};
    const connection = connectionOf(release);
    // What is not deployed is in no namespace.
    const isWatched = environment.deployed && isScoped(release);
    const namespaces = () => [
      ...new Set([...(release.watchedNamespaces ?? []), ...namespacesNeeded(environment), ...ofConnection(release)]),
    ];
    return {
      // The newest is what the rules go by in any case, and of none that is told they know all fields.
      ...(release.version !== undefined && { operatorVersion: this.version }),
      ...(connection !== undefined && { defaultConnection: connection.url }),
      ...(isWatched && { watchedNamespaces: namespaces }),
    };
  }
}
