import type { IConstruct } from 'constructs';
import { isPlusWorkload } from '../../evaluation/held-workload';
import { renderingOf } from '../../evaluation/one-rendering';
import { resourcesOfApp } from '../../evaluation/resources-of-app';
import { secretsUsedBy } from '../../evaluation/used-secrets';
import { type AppModel, modelOf } from '../../model/app-model';
import type { Workload } from '../../model/workloads';
import type { PlacesOf } from './managed-values';
import { PodObjects } from './pod-objects';

/** The finished pods of an app, patches and injections included, by the constructs that they are of. */
class AppPods {
  public readonly model: AppModel;
  private readonly byScope = new Map<IConstruct, Workload[]>();

  public constructor(root: IConstruct) {
    this.model = modelOf(resourcesOfApp(root));
    for (const workload of this.model.workloads) {
      const { construct } = workload.resource;
      for (const scope of (construct as IConstruct | undefined)?.node.scopes ?? []) {
        if (scope === root) continue;
        const known = this.byScope.get(scope);
        if (known === undefined) this.byScope.set(scope, [workload]);
        else known.push(workload);
      }
    }
  }

  /** The workload of a construct: the one that has the container, where others were put below it. */
  public workloadOf(construct: IConstruct, container: unknown): Workload | undefined {
    const all = this.byScope.get(construct) ?? [];
    return (
      all.find(
        ({ resource: { construct: one } }) => isPlusWorkload(one) && one.containers.includes(container as never),
      ) ?? all[0]
    );
  }
}

/** A pod, and what its namespace has for it. */
export interface FoundPod {
  readonly workload: Workload;
  readonly objects: PodObjects;
}

const READ = new WeakMap<object, AppPods>();

/**
 * Finds the pods of constructs. An app is read once in a synthesis, before its manifests are written and forgotten;
 * outside of one, once for each finder.
 */
export class PodFinder {
  private readonly apps = new Map<IConstruct, AppPods>();

  /** @param container the container of cdk8s-plus that the pod has, where that is known */
  public podOf(construct: IConstruct, container: object | undefined, placesOf: PlacesOf): FoundPod | undefined {
    const app = this.appOf(construct.node.root);
    const workload = app.workloadOf(construct, container);
    if (workload === undefined) return undefined;
    const others = this.othersOf(workload, construct.node.root);
    return { workload, objects: new PodObjects(workload, app.model, placesOf, others) };
  }

  /** The apps of secrets that are declared elsewhere. */
  private othersOf({ resource }: Workload, root: IConstruct): AppModel[] {
    const { construct } = resource;
    if (construct === undefined) return [];
    const roots = new Set([...secretsUsedBy(construct as IConstruct)].map(({ node }) => node.root));
    roots.delete(root);
    return [...roots].map((other) => this.appOf(other).model);
  }

  private appOf(root: IConstruct): AppPods {
    const rendering = renderingOf(root);
    const known = (rendering && READ.get(rendering)) ?? this.apps.get(root);
    if (known !== undefined) return known;
    const app = new AppPods(root);
    if (rendering === undefined) this.apps.set(root, app);
    else READ.set(rendering, app);
    return app;
  }
}
