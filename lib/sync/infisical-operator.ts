import type { Construct, IConstruct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import { configureRules } from '../evaluation/settings';
import { settingsProblems } from '../evaluation/settings-problems';
import { InfisicalProject } from '../gitops';
import { ApiGeneration } from '../infisical/api-generation';
import { checkedProps } from '../props/prop-types';
import { ManagedSecret } from './managed-secret';
import { OPERATOR_OPTIONS } from './prop-types';

/**
 * What is known of the operator in the cluster.
 */
export interface InfisicalOperatorOptions {
  /**
   * Generation of the resources that syncs below the scope use, where they do not say otherwise.
   *
   * @default - that of the next scope up; in the end that of the InfisicalProject, or ApiGeneration.V1ALPHA1
   */
  readonly generation?: ApiGeneration;

  /**
   * Version of the operator, from `v0.10.4` on, for example `v0.11.5`. A field that it does not know yet is then an
   * error, and so is an older version, or what is none, such as `latest` (rule X6). Holds for the whole app.
   *
   * @default - that of the release which installs it (`ArgoCdOperatorRelease`, `FluxOperatorRelease`, or YAML in the app), or
   * else the newest that this library knows, v0.11.17
   */
  readonly version?: string;

  /**
   * Address of the connection `default` in the namespace of the operator, which an InfisicalAuth without a connection
   * uses from v0.11.8 on: a base URL, for example `https://secrets.example.com` (rules H1, H3, X29). Holds for the whole
   * app. What a command shall know of it, too, is better written into `cdk8s-infisical.yaml`.
   *
   * @default - that of its release, or else not known
   */
  readonly defaultConnection?: string;

  /**
   * Namespaces that the operator watches. A reference to any other is then an error (rule X2). Holds for the whole app.
   *
   * @default - those of its release, or else all
   */
  readonly watchedNamespaces?: string[];
}

const GENERATION = Symbol.for('cdk8s-infisical.generation');
type Configured = IConstruct & { [GENERATION]?: ApiGeneration };

/**
 * The operator in the cluster.
 */
export class InfisicalOperator {
  /**
   * States what is known of the operator, for an app, a chart or any other scope.
   *
   * @param scope everything below it
   * @throws if a `generation` comes too late: after a secret below the scope was declared
   */
  public static configure(scope: Construct, options: InfisicalOperatorOptions): void {
    const { checked, problems } = checkedProps(options, OPERATOR_OPTIONS);
    const { generation, version, defaultConnection, watchedNamespaces } = checked;
    const settings = { operatorVersion: version, defaultConnection, watchedNamespaces };
    const unfit = settingsProblems(settings, (setting) => (setting === 'operatorVersion' ? 'version' : setting));
    if (problems.length + unfit.length > 0) validateWithApp(scope, () => [...problems, ...unfit]);
    if (unfit.length === 0) configureRules(scope.node.root, settings);
    if (generation === undefined) return;
    const late = scope.node.findAll().find((construct) => construct instanceof ManagedSecret);
    if (late !== undefined) {
      throw new Error(
        `[${scope.node.path}] generation "${generation}" comes too late for [${late.node.path}]: call InfisicalOperator.configure before you declare secrets`,
      );
    }
    Object.defineProperty(scope, GENERATION, { value: generation, configurable: true });
  }

  private constructor() {}
}

/** The generation that holds at a construct: that of the nearest scope that states one, then that of its project. */
export function generationAt(construct: IConstruct): ApiGeneration {
  const stated = construct.node.scopes.map((scope) => (scope as Configured)[GENERATION]);
  return (
    stated.findLast((generation) => generation !== undefined) ??
    InfisicalProject._projectAt(construct)?.generation ??
    ApiGeneration.V1ALPHA1
  );
}
