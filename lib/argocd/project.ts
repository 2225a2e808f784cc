import { ApiObject, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { validateWithApp } from '../validation/app-validation';
import { isClusterScoped } from '../validation/cluster-scoped-kinds';
import { soundProps } from '../validation/prop-types';
import { type ArgoCdDestination, IN_CLUSTER } from './application-spec';
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
   * The apps, charts or other constructs whose objects the project may hold. Their kinds are all that it allows.
   */
  readonly contents: IConstruct[];

  /**
   * URLs of the git repositories that applications may come from.
   */
  readonly repositories: string[];

  /**
   * Where applications may be deployed to; a namespace may be a pattern.
   *
   * @default - the namespaces of the `contents`, in the cluster in which Argo CD runs
   */
  readonly destinations?: ArgoCdDestination[];

  /**
   * Kinds that are in no namespace, as `<kind>` or `<group>/<kind>`, where they are of a group that the library does not
   * know: for example `policies.example.com/ClusterGuard`.
   *
   * @default - none but those of Kubernetes, the operator, and a few known ones
   */
  readonly clusterScopedKinds?: string[];
}

interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/**
 * An Argo CD AppProject that allows just the kinds that the given constructs have. Whoever gets a pull request merged
 * cannot bring a ClusterRole into the cluster where no application has one.
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

  public constructor(scope: Construct, id: string, given: ArgoCdProjectProps) {
    super(scope, id);
    const { sound: props, faults } = soundProps(given, PROJECT_PROPS);
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: props.name ?? id, namespace: props.namespace ?? 'argocd' },
      // What the contents are is known when all is declared.
      spec: Lazy.any({ produce: () => projectSpec(props) }),
    } as ConstructorParameters<typeof ApiObject>[2]);
    validateWithApp(this, () => {
      const objects = objectsIn(props.contents ?? []);
      const message = 'the contents have no object, so that no kind is allowed: give the apps or charts of the project';
      return [...faults, ...(objects.length === 0 ? [{ rule: 'X23', message }] : [])];
    });
  }
}

function projectSpec({ contents = [], ...props }: ArgoCdProjectProps): object {
  const objects = objectsIn(contents);
  const kinds = kindsOf(objects);
  const told = new Set(props.clusterScopedKinds ?? []);
  const isOfCluster = (one: GroupKind) =>
    isClusterScoped(one) || told.has(one.kind) || told.has(`${one.group}/${one.kind}`);
  const destinations = props.destinations ?? namespacesOf(objects).map((namespace) => ({ namespace }));
  return {
    description: props.description,
    sourceRepos: props.repositories,
    destinations: destinations.map(({ server, clusterName, namespace }: ArgoCdDestination) => ({
      name: clusterName,
      namespace,
      server: server ?? (clusterName === undefined ? IN_CLUSTER : undefined),
    })),
    clusterResourceWhitelist: kinds.filter(isOfCluster),
    namespaceResourceWhitelist: kinds.filter((kind) => !isOfCluster(kind)),
  };
}

function objectsIn(contents: readonly IConstruct[]): ApiObject[] {
  return contents.flatMap(({ node }) =>
    node.findAll().filter((below): below is ApiObject => ApiObject.isApiObject(below)),
  );
}

function kindsOf(objects: readonly ApiObject[]): GroupKind[] {
  const kinds = new Map<string, GroupKind>();
  for (const { apiGroup, kind } of objects) {
    // cdk8s has a name for the group that Argo CD, as Kubernetes, has none for.
    const group = apiGroup === 'core' ? '' : apiGroup;
    kinds.set(`${group}/${kind}`, { group, kind });
  }
  return inOrder(kinds.keys()).flatMap((key) => kinds.get(key) ?? []);
}

function namespacesOf(objects: readonly ApiObject[]): string[] {
  return inOrder(new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? [])));
}

function inOrder(texts: Iterable<string>): string[] {
  return [...texts].sort((a, b) => (a < b ? -1 : 1));
}
