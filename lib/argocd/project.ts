import { ApiObject, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { byName } from '../collections/order';
import { validateWithApp } from '../evaluation/app-validation';
import type { InfisicalProject } from '../gitops';
import { isClusterScoped } from '../model/cluster-scoped-kinds';
import { checkedProps } from '../props/prop-types';
import type { PropsProblem } from '../props/props-problem';
import { type ArgoCdDestination, destinationSpec } from './application-spec';
import { destinationOf } from './environment';
import { type GroupKind, kindsFor } from './made-kinds';
import { PROJECT_PROPS } from './prop-types';

/**
 * Properties of an `ArgoCdProject`.
 */
export interface ArgoCdProjectProps {
  /**
   * Name of the AppProject.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Namespace in which Argo CD runs.
   *
   * @default "argocd"
   */
  readonly namespace?: string;

  /**
   * For people.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * A project of Infisical: the objects of all its environments that are deployed are contents, and their clusters and
   * namespaces are destinations. It may be given before they are declared.
   *
   * @default - only the `contents`
   */
  readonly environmentsOf?: InfisicalProject;

  /**
   * The apps, charts or other constructs whose objects the AppProject may hold. Their kinds and those in
   * `environmentsOf`, and what a cluster makes of them, such as the Pods of a Deployment, are all that it allows.
   *
   * @default - only the environments of `environmentsOf`
   */
  readonly contents?: IConstruct[];

  /**
   * URLs of the git repositories that applications may come from.
   */
  readonly repositories: string[];

  /**
   * Where applications may be deployed to; a namespace may be a pattern.
   *
   * @default - those of `environmentsOf`, and the namespaces of the `contents` in the cluster in which Argo CD runs
   */
  readonly destinations?: ArgoCdDestination[];

  /**
   * Allow applications to make their namespace, as those with `createNamespace` do: the kind `Namespace`.
   *
   * @default false
   */
  readonly createNamespace?: boolean;

  /**
   * Kinds that are in no namespace, as `<kind>` or `<group>/<kind>`, where they are of a group that the library does not
   * know: for example `policies.example.com/ClusterGuard`.
   *
   * @default - none but those of Kubernetes, the operator, and a few known ones
   */
  readonly clusterScopedKinds?: string[];
}

/**
 * An Argo CD AppProject that allows just the kinds that the given constructs have, and those that a cluster makes of
 * them. Whoever gets a pull request merged cannot bring a ClusterRole into the cluster where no application has one.
 *
 * Argo CD shows nothing of a kind that the project does not allow, nor what is below it: without ReplicaSets and Pods
 * there are no pods, logs, events and no terminal in its UI. A Pod may do no more than a Deployment may. Endpoints and
 * EndpointSlices of a Service are not allowed, with which others could lead it elsewhere: Argo CD leaves them out by
 * default.
 *
 * A project that does not allow Secrets also keeps Argo CD's hands off the Secrets that the operator makes, even where it
 * tracks by label: it does not look at live objects that the project does not allow.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
 */
export class ArgoCdProject extends Construct {
  /**
   * The AppProject. Patches of it reach the YAML.
   */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: ArgoCdProjectProps) {
    super(scope, id);
    const { checked, problems } = checkedProps(props, PROJECT_PROPS);
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: checked.name ?? id, namespace: checked.namespace ?? 'argocd' },
      // What the contents are is known when all is declared.
      spec: Lazy.any({ produce: () => projectSpec(checked) }),
    } as ConstructorParameters<typeof ApiObject>[2]);
    validateWithApp(this, (): PropsProblem[] => {
      const isEmpty = contentsOf(checked).every(({ construct }) => objectsIn(construct).length === 0);
      const [what, remedy] =
        checked.environmentsOf === undefined
          ? ['contents', 'give the apps or charts of the project']
          : ['environments that are deployed', 'add charts to them'];
      const message = `the ${what} have no object, so that no kind is allowed: ${remedy}`;
      return isEmpty ? [...problems, { rule: 'X23', message }] : [...problems];
    });
  }
}

/** What the AppProject may hold, with where it is deployed. */
interface Content {
  readonly construct: IConstruct;
  readonly destination: ArgoCdDestination;
}

function contentsOf({ environmentsOf, contents = [] }: ArgoCdProjectProps): Content[] {
  const environments = (environmentsOf?.environments ?? []).filter(({ deployed }) => deployed);
  return [
    ...environments.map((construct) => ({ construct, destination: destinationOf(construct) })),
    ...contents.map((construct) => ({ construct, destination: {} })),
  ];
}

function projectSpec(props: ArgoCdProjectProps): object {
  const contents = contentsOf(props);
  const namespace = props.createNamespace ? [{ group: '', kind: 'Namespace' }] : [];
  const kinds = kindsOf([...contents.flatMap(({ construct }) => objectsIn(construct).flatMap(kindsFor)), ...namespace]);
  const told = new Set(props.clusterScopedKinds ?? []);
  const isOfCluster = (one: GroupKind) =>
    isClusterScoped(one) || told.has(one.kind) || told.has(`${one.group}/${one.kind}`);
  return {
    description: props.description,
    sourceRepos: props.repositories,
    destinations: (props.destinations ?? destinationsOf(contents)).map(destinationSpec),
    clusterResourceWhitelist: kinds.filter(isOfCluster),
    namespaceResourceWhitelist: kinds.filter((kind) => !isOfCluster(kind)),
  };
}

/** Each namespace of each cluster: that of the destination, and those of the objects. */
function destinationsOf(contents: readonly Content[]): ArgoCdDestination[] {
  const found = new Map<string, ArgoCdDestination>();
  for (const { construct, destination } of contents) {
    const own = objectsIn(construct).flatMap(({ metadata }) => metadata.namespace ?? []);
    for (const namespace of [destination.namespace ?? [], own].flat()) {
      const { server, clusterName } = destination;
      found.set([server ?? clusterName ?? '', namespace].join(' '), { server, clusterName, namespace });
    }
  }
  return [...found].sort(byName).map(([, destination]) => destination);
}

function objectsIn({ node }: IConstruct): ApiObject[] {
  return node.findAll().filter((below): below is ApiObject => ApiObject.isApiObject(below));
}

function kindsOf(all: readonly GroupKind[]): GroupKind[] {
  const kinds = new Map(all.map((one) => [`${one.group}/${one.kind}`, one]));
  return [...kinds].sort(byName).map(([, kind]) => kind);
}
