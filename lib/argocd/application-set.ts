import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { repeated } from '../collections/repeated';
import { validateWithApp } from '../evaluation/app-validation';
import { InfisicalProject } from '../gitops';
import { subdomainProblem } from '../model/kubernetes-names';
import { checkedProps } from '../props/prop-types';
import type { PropsProblem } from '../props/props-problem';
import {
  type ApplicationTarget,
  type ArgoCdApplicationOptions,
  type ArgoCdDestination,
  applicationSpec,
  finalizersOf,
} from './application-spec';
import { type ArgoCdEnvironment, clusterProblems, clustersOf, environmentsOf, IN_CLUSTER_NAME } from './environment';
import { ownFolderIn } from './own-folder';
import { APPLICATION_SET_PROPS } from './prop-types';

/**
 * Properties of an `ArgoCdApplicationSet`.
 */
export interface ArgoCdApplicationSetProps extends ArgoCdApplicationOptions {
  /**
   * A project, the environments of which are deployed: each from its folder into its cluster and namespace, at its
   * revision. It may be given before they are declared; those with `deployed: false` are left out.
   *
   * Give exactly one of this, `environments` and `folders` (rule X21).
   *
   * @default - the `environments`, or the `folders`
   */
  readonly environmentsOf?: InfisicalProject;

  /**
   * The environments, where there is no `InfisicalProject` that has them.
   *
   * @default - those of `environmentsOf`, or the `folders`
   */
  readonly environments?: ArgoCdEnvironment[];

  /**
   * Folders of the repository, each of which is an environment: for example `dist/*`. All are deployed to
   * `destination`.
   *
   * @default - those of `environmentsOf`, or the `environments`
   */
  readonly folders?: string;

  /**
   * Which of the `folders` are none, for example `dist/cluster`. The folder in which the ApplicationSet itself stands,
   * such as `dist/argocd`, is always left out: it would deploy itself.
   *
   * @default - none but its own
   */
  readonly excludedFolders?: string[];

  /**
   * Where to deploy the `folders` to.
   *
   * @default - the cluster in which Argo CD runs; each object says its namespace
   */
  readonly destination?: ArgoCdDestination;

  /**
   * The folder with a folder for each of the environments; that of a project's `folder` is below it.
   *
   * @default "dist"
   */
  readonly outputFolder?: string;

  /**
   * Delete an application, and what it deployed, when its environment or folder is gone. Turned off, as a folder that
   * is missing once would take a whole environment with it.
   *
   * @default false
   */
  readonly deleteApplications?: boolean;
}

/**
 * An Argo CD ApplicationSet with an application for each environment, named `<name>-<environment>`.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/
 */
export class ArgoCdApplicationSet extends Construct {
  /**
   * The ApplicationSet. Patches of it reach the YAML.
   */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: ArgoCdApplicationSetProps) {
    super(scope, id);
    const { checked, problems } = checkedProps(props, APPLICATION_SET_PROPS);
    const name = checked.name ?? id;
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name, namespace: checked.namespace ?? 'argocd' },
      // Which environments a project has is known when all is declared.
      spec: Lazy.any({ produce: () => applicationSetSpec(name, checked, this) }),
    } as ConstructorParameters<typeof ApiObject>[2]);
    const { environmentsOf: project } = checked;
    if (project !== undefined && InfisicalProject._projectAt(this) !== project)
      project._clusterOfDeployer = IN_CLUSTER_NAME;
    validateWithApp(this, () => [
      ...problems,
      ...setProblems(name, props ?? {}, checked).map((message): PropsProblem => ({ rule: 'X21', message })),
    ]);
  }
}

function applicationSetSpec(name: string, props: ArgoCdApplicationSetProps, scope: Construct): object {
  const { generator, target } =
    props.folders === undefined ? generateForEnvironments(name, props) : generateForFolders(name, props, scope);
  return {
    goTemplate: true,
    // What is missing is an error, not a part of a name.
    goTemplateOptions: ['missingkey=error'],
    generators: [generator],
    template: {
      metadata: { name: target.name, finalizers: finalizersOf(props) },
      spec: applicationSpec(props, target),
    },
    syncPolicy: props.deleteApplications
      ? { applicationsSync: 'sync' }
      : { applicationsSync: 'create-update', preserveResourcesOnDeletion: true },
  };
}

interface Generation {
  readonly generator: object;
  readonly target: ApplicationTarget;
}

function generateForEnvironments(name: string, props: ArgoCdApplicationSetProps): Generation {
  const { plugin } = props;
  const environments = allEnvironments(props);
  const clusters = clustersOf(environments);
  const hasClusterNames = clusters.some((one) => 'cluster' in one);
  const hasNamespaces = environments.some(({ destination }) => destination?.namespace !== undefined);
  const hasRevisions = environments.some(({ revision }) => revision !== undefined);
  const revision = props.revision ?? 'HEAD';
  const elements = environments.map((environment, i) => ({
    environment: environment.name,
    ...clusters[i],
    ...(hasNamespaces && { namespace: environment.destination?.namespace ?? '' }),
    ...(hasRevisions && { revision: environment.revision ?? revision }),
  }));
  const folder = [props.outputFolder ?? 'dist', props.environmentsOf?.folder].filter(Boolean).join('/');
  return {
    generator: { list: { elements } },
    target: {
      name: `${name}-{{.environment}}`,
      environment: '{{.environment}}',
      path: plugin === undefined ? `${folder}/{{.environment}}` : '.',
      revision: hasRevisions ? '{{.revision}}' : revision,
      destination: {
        ...(hasClusterNames ? { clusterName: '{{.cluster}}' } : { server: '{{.server}}' }),
        namespace: hasNamespaces ? '{{.namespace}}' : undefined,
      },
      branchSuffix: '/{{.environment}}',
    },
  };
}

function generateForFolders(name: string, props: ArgoCdApplicationSetProps, scope: Construct): Generation {
  const { folders = '', excludedFolders = [] } = props;
  const revision = props.revision ?? 'HEAD';
  const excluded = new Set([...excludedFolders, ...ownFolderIn(folders, scope)]);
  const directories = [{ path: folders }, ...[...excluded].map((path) => ({ path, exclude: true }))];
  return {
    generator: { git: { repoURL: props.repoUrl, revision, directories } },
    target: {
      name: `${name}-{{.path.basenameNormalized}}`,
      environment: '{{.path.basename}}',
      path: '{{.path.path}}',
      revision,
      destination: props.destination ?? {},
      branchSuffix: '/{{.path.basename}}',
    },
  };
}

/** What is wrong with the props as they were given; of those with a wrong type, another rule speaks. */
function setProblems(name: string, props: ArgoCdApplicationSetProps, checked: ArgoCdApplicationSetProps): string[] {
  const ways = ['environmentsOf', 'environments', 'folders'] as const;
  const [way, ...more] = ways.filter((one) => props[one] !== undefined);
  if (way === undefined) {
    return ['there is nothing to deploy: give environmentsOf your project, environments, or folders such as "dist/*"'];
  }
  if (more.length > 0)
    return [`there are ${[way, ...more].join(' and ')}: give one of ${more.length > 1 ? 'them' : 'both'}`];
  if (checked[way] === undefined) return [];
  const { destination, createNamespace } = checked;
  if (way === 'folders') {
    return createNamespace && !destination?.namespace
      ? ['createNamespace makes the namespace of the destination, and there is none: give destination one']
      : [];
  }
  const environments = allEnvironments(checked);
  const remedy = way === 'environments' ? 'name at least one' : 'add one that is deployed to the project';
  return [
    ...(environments.length === 0 ? [`there are no environments: ${remedy}`] : []),
    ...environmentProblems(name, environments, createNamespace),
    ...(destination === undefined
      ? []
      : ['destination counts for folders only: give each of the environments its own']),
  ];
}

function environmentProblems(
  applicationSet: string,
  environments: readonly ArgoCdEnvironment[],
  createNamespace = false,
): string[] {
  const [twice] = repeated(environments, ({ name }) => name);
  return [
    ...(twice === undefined ? [] : [`the environment "${twice.name}" is given twice: keep one`]),
    ...clusterProblems(environments),
    ...environments.flatMap(({ name, destination }) => [
      ...applicationNameProblem(applicationSet, name),
      ...(createNamespace && !destination?.namespace
        ? [
            `createNamespace makes the namespace of the destination, and the environment "${name}" has none: give it one`,
          ]
        : []),
    ]),
  ];
}

/** The name of the ApplicationSet itself is looked at as that of every object. */
function applicationNameProblem(applicationSet: string, environment: string): string[] {
  const problem = subdomainProblem(`${applicationSet}-${environment}`);
  return problem === undefined || subdomainProblem(applicationSet) !== undefined
    ? []
    : [
        `the application of the environment "${environment}" is called "${applicationSet}-${environment}", which ${problem}: name the environment accordingly`,
      ];
}

function allEnvironments(props: ArgoCdApplicationSetProps): readonly ArgoCdEnvironment[] {
  return props.environmentsOf === undefined ? (props.environments ?? []) : environmentsOf(props.environmentsOf);
}
