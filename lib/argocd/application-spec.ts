/**
 * The cluster and the namespace that an application is deployed to.
 */
export interface ArgoCdDestination {
  /**
   * URL of the cluster's API server. Give this or `clusterName` (rule X21).
   *
   * @default - "https://kubernetes.default.svc", the cluster in which Argo CD runs, where there is no `clusterName`
   */
  readonly server?: string;

  /**
   * Name of the cluster in Argo CD.
   *
   * @default - the cluster is named by `server`
   */
  readonly clusterName?: string;

  /**
   * Namespace of objects that have none. An AppProject that names its namespaces allows no application without (rule
   * X24).
   *
   * @default - none
   */
  readonly namespace?: string;
}

/**
 * Rendered branches, written by Argo CD's source hydrator. Argo CD has it since 2.14, switched off by default, but only
 * since 3.3 does it know which files of the folder are manifests, or the `plugin` that renders them: rule X33 tells of
 * an older one, where the version is told.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/source-hydrator/
 */
export interface ArgoCdHydration {
  /**
   * The branch that is deployed, for example `environments/prod`. In an `ArgoCdApplicationSet`, the name of the
   * environment is added: `environments` becomes `environments/prod`.
   */
  readonly branch: string;

  /**
   * Folder in the branch. The hydrator removes no other files, and refuses the root.
   *
   * @default - the name of the application
   */
  readonly path?: string;

  /**
   * A branch to write to in place of `branch`, from which a pull request leads to it, for example `next/prod`. In an
   * `ArgoCdApplicationSet`, the name of the environment is added: `next` becomes `next/prod`.
   *
   * @default - none: what is rendered is deployed
   */
  readonly stagingBranch?: string;
}

/**
 * What `ArgoCdApplication` and `ArgoCdApplicationSet` have in common.
 */
export interface ArgoCdApplicationOptions {
  /**
   * Name of the object.
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
   * The AppProject.
   *
   * @default "default"
   */
  readonly project?: string;

  /**
   * URL of the git repository.
   */
  readonly repoUrl: string;

  /**
   * Branch, tag or commit.
   *
   * @default "HEAD"
   */
  readonly revision?: string;

  /**
   * Which files of the folder are manifests: a glob, in which `*` crosses slashes.
   *
   * @default "*.yaml", as a single file of another kind, such as construct-metadata.json, stops the application
   */
  readonly include?: string;

  /**
   * Which of these are none.
   *
   * @default - none
   */
  readonly exclude?: string;

  /**
   * Name of a config management plugin that renders the manifests, which then need not be in git. It gets the
   * environment as the parameter `environment`. `docs/argo-cd-plugin` has one. Together with `hydration` it needs Argo
   * CD 3.3.
   *
   * @default - none: a directory with manifests
   */
  readonly plugin?: string;

  /**
   * Write the manifests to a branch, and deploy them from there. It needs Argo CD 3.3: an older one takes no notice of
   * `plugin`, `include` and `exclude`, and renders the folder by what it finds there.
   *
   * @default - none: deployed from `path`
   */
  readonly hydration?: ArgoCdHydration;

  /**
   * Deploy each change of the repository.
   *
   * @default true
   */
  readonly autoSync?: boolean;

  /**
   * Delete what is no longer in the repository.
   *
   * @default true
   */
  readonly prune?: boolean;

  /**
   * Undo changes that were made in the cluster.
   *
   * @default true
   */
  readonly selfHeal?: boolean;

  /**
   * Have Argo CD make the namespace of the destination where it is not there: the sync option `CreateNamespace=true`. An
   * AppProject must allow the kind `Namespace` for it: see `createNamespace` of `ArgoCdProject`.
   *
   * @default false
   */
  readonly createNamespace?: boolean;

  /**
   * Sync options, for example `ServerSideApply=true`.
   *
   * @default - none
   */
  readonly syncOptions?: string[];

  /**
   * Delete everything in the cluster together with the application.
   *
   * @default false
   */
  readonly cascadeDeletion?: boolean;
}

/** One application, with all names filled in. */
export interface ApplicationTarget {
  readonly name: string;
  readonly path: string;
  readonly environment?: string;
  readonly revision: string;
  readonly destination: ArgoCdDestination;
  /** Added to the names of branches. */
  readonly branchSuffix?: string;
}

export const IN_CLUSTER = 'https://kubernetes.default.svc';
const CREATE_NAMESPACE = 'CreateNamespace=true';
const CASCADE = 'resources-finalizer.argocd.argoproj.io';

export function applicationSpec(options: ArgoCdApplicationOptions, target: ApplicationTarget): object {
  const { project, autoSync } = options;
  const syncOptions = syncOptionsOf(options);
  const automated =
    (autoSync ?? true) ? { prune: options.prune ?? true, selfHeal: options.selfHeal ?? true } : undefined;
  return {
    project: project ?? 'default',
    ...sourceOf(options, target),
    destination: destinationSpec(target.destination),
    ...((automated ?? syncOptions) && { syncPolicy: { automated, syncOptions } }),
  };
}

export function destinationSpec({ server, clusterName, namespace }: ArgoCdDestination): object {
  return { name: clusterName, namespace, server: server ?? (clusterName === undefined ? IN_CLUSTER : undefined) };
}

export function finalizersOf({ cascadeDeletion }: ArgoCdApplicationOptions): string[] | undefined {
  return cascadeDeletion ? [CASCADE] : undefined;
}

function syncOptionsOf({ syncOptions, createNamespace }: ArgoCdApplicationOptions): string[] | undefined {
  if (!createNamespace || syncOptions?.includes(CREATE_NAMESPACE)) return syncOptions;
  return [...(syncOptions ?? []), CREATE_NAMESPACE];
}

function sourceOf(options: ArgoCdApplicationOptions, target: ApplicationTarget) {
  const { repoUrl, include, exclude, plugin, hydration } = options;
  const { name, path, environment, revision, branchSuffix = '' } = target;
  const parameters = environment === undefined ? undefined : [{ name: 'environment', string: environment }];
  const source = {
    repoURL: repoUrl,
    targetRevision: revision,
    path,
    // A block that is not empty keeps Argo CD from taking the folder for a Helm chart or a kustomization.
    directory: plugin === undefined ? { recurse: true, include: include ?? '*.yaml', exclude } : undefined,
    plugin: plugin === undefined ? undefined : { name: plugin, parameters },
  };
  if (hydration === undefined) return { source };
  const { branch, stagingBranch } = hydration;
  return {
    sourceHydrator: {
      drySource: source,
      syncSource: { targetBranch: `${branch}${branchSuffix}`, path: hydration.path ?? name },
      hydrateTo: stagingBranch === undefined ? undefined : { targetBranch: `${stagingBranch}${branchSuffix}` },
    },
  };
}
