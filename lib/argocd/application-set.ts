import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { validateWithApp } from '../validation/app-validation';
import { soundProps } from '../validation/prop-types';
import {
  type ApplicationPlace,
  type ArgoCdApplicationOptions,
  type ArgoCdDestination,
  applicationSpec,
  finalizersOf,
  IN_CLUSTER,
} from './application-spec';
import { APPLICATION_SET_PROPS } from './prop-types';

/**
 * An environment, and where it is deployed to.
 */
export interface ArgoCdEnvironment {
  /**
   * Name of the environment, as a `GitOpsApp` has it.
   */
  readonly name: string;

  /**
   * Where to deploy it to. Either all environments name their cluster, or all its server.
   *
   * @default - the cluster in which Argo CD runs
   */
  readonly destination?: ArgoCdDestination;

  /**
   * Branch, tag or commit of this environment.
   *
   * @default - as for all
   */
  readonly revision?: string;
}

/**
 * Properties of an `ArgoCdApplicationSet`.
 */
export interface ArgoCdApplicationSetProps extends ArgoCdApplicationOptions {
  /**
   * The environments. Give these or `folders`.
   *
   * @default - one for each of the `folders`
   */
  readonly environments?: ArgoCdEnvironment[];

  /**
   * Folders of the repository, each of which is an environment: for example `dist/*`. All are deployed to
   * `destination`.
   *
   * @default - the `environments`
   */
  readonly folders?: string;

  /**
   * Which of the `folders` are none, for example `dist/argocd`.
   *
   * @default - none
   */
  readonly excludedFolders?: string[];

  /**
   * Where to deploy the `folders` to.
   *
   * @default - the cluster in which Argo CD runs; each object says its namespace
   */
  readonly destination?: ArgoCdDestination;

  /**
   * The folder with a folder for each of the `environments`.
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

  public constructor(scope: Construct, id: string, given: ArgoCdApplicationSetProps) {
    super(scope, id);
    const { sound: props, faults } = soundProps(given, APPLICATION_SET_PROPS);
    const name = props.name ?? id;
    const { generator, place } = props.folders === undefined ? ofEnvironments(name, props) : ofFolders(name, props);
    const { deleteApplications } = props;
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name, namespace: props.namespace ?? 'argocd' },
      spec: {
        goTemplate: true,
        // What is missing is an error, not a part of a name.
        goTemplateOptions: ['missingkey=error'],
        generators: [generator],
        template: {
          metadata: { name: place.name, finalizers: finalizersOf(props) },
          spec: applicationSpec(props, place),
        },
        syncPolicy: deleteApplications
          ? { applicationsSync: 'sync' }
          : { applicationsSync: 'create-update', preserveResourcesOnDeletion: true },
      },
    } as ConstructorParameters<typeof ApiObject>[2]);
    validateWithApp(this, () => [...faults, ...problems(given ?? {}).map((message) => ({ rule: 'X21', message }))]);
  }
}

interface Generation {
  readonly generator: object;
  readonly place: ApplicationPlace;
}

function ofEnvironments(name: string, props: ArgoCdApplicationSetProps): Generation {
  const { environments = [], plugin } = props;
  const hasClusterNames = environments.some(({ destination }) => destination?.clusterName !== undefined);
  const hasNamespaces = environments.some(({ destination }) => destination?.namespace !== undefined);
  const hasRevisions = environments.some(({ revision }) => revision !== undefined);
  const revision = props.revision ?? 'HEAD';
  const elements = environments.map(({ name: environment, destination = {}, ...own }) => ({
    environment,
    ...(hasClusterNames ? { cluster: destination.clusterName ?? '' } : { server: destination.server ?? IN_CLUSTER }),
    ...(hasNamespaces && { namespace: destination.namespace ?? '' }),
    ...(hasRevisions && { revision: own.revision ?? revision }),
  }));
  return {
    generator: { list: { elements } },
    place: {
      name: `${name}-{{.environment}}`,
      environment: '{{.environment}}',
      path: plugin === undefined ? `${props.outputFolder ?? 'dist'}/{{.environment}}` : '.',
      revision: hasRevisions ? '{{.revision}}' : revision,
      destination: {
        ...(hasClusterNames ? { clusterName: '{{.cluster}}' } : { server: '{{.server}}' }),
        namespace: hasNamespaces ? '{{.namespace}}' : undefined,
      },
      branchSuffix: '/{{.environment}}',
    },
  };
}

function ofFolders(name: string, props: ArgoCdApplicationSetProps): Generation {
  const { folders = '', excludedFolders = [] } = props;
  const revision = props.revision ?? 'HEAD';
  const directories = [{ path: folders }, ...excludedFolders.map((path) => ({ path, exclude: true }))];
  return {
    generator: { git: { repoURL: props.repoUrl, revision, directories } },
    place: {
      name: `${name}-{{.path.basenameNormalized}}`,
      environment: '{{.path.basename}}',
      path: '{{.path.path}}',
      revision,
      destination: props.destination ?? {},
      branchSuffix: '/{{.path.basename}}',
    },
  };
}

function problems({ environments, folders, destination }: ArgoCdApplicationSetProps): string[] {
  const list = Array.isArray(environments) ? environments : [];
  if (folders !== undefined && list.length > 0) return ['there are environments and folders: give one of both'];
  if (folders === undefined && environments === undefined) {
    return ['there is nothing to deploy: give environments, or folders such as "dist/*"'];
  }
  const byName = list.filter((environment) => environment?.destination?.clusterName !== undefined);
  const other = list.find((environment) => !byName.includes(environment));
  const names = list.map((environment) => environment?.name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  return [
    ...(folders === undefined && list.length === 0 ? ['there are no environments: name at least one'] : []),
    ...(twice === undefined ? [] : [`the environment "${twice}" is given twice: keep one`]),
    ...(byName.length === 0 || other === undefined
      ? []
      : [
          `the environment "${byName[0].name}" names its cluster, and "${other?.name}" does not: write clusterName for all`,
        ]),
    ...list.flatMap((environment) =>
      environment?.destination?.server !== undefined && environment.destination.clusterName !== undefined
        ? [
            `the environment "${environment.name}" names its cluster twice, by server and by clusterName: drop one of both`,
          ]
        : [],
    ),
    ...(destination !== undefined && folders === undefined
      ? ['destination counts for folders only: give each of the environments its own']
      : []),
  ];
}
