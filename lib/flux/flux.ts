import type { IConstruct } from 'constructs';
import { objectsBelow } from '../gitops/objects-below';

const ANNOTATIONS = 'kustomize.toolkit.fluxcd.io';

/**
 * Protection and exceptions under Flux: annotations for the objects of any construct.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources
 */
export class Flux {
  /**
   * Keeps the objects of a construct in the cluster, though they are gone from the source or their Kustomization is
   * deleted. Use it for what holds data: the deletion of a `SyncedSecret` deletes its Secret, that of a `DynamicSecret`
   * the leased database user.
   *
   * @param construct whose objects
   * @throws if there is no object
   */
  public static protect(construct: IConstruct): void {
    addAnnotation(construct, 'prune', 'disabled');
  }

  /**
   * Has Flux delete an object and make it anew where the API server refuses the change: the template of a Job cannot be
   * changed. A Job, such as a database migration, then runs once for each change of it.
   *
   * @param construct whose objects, for example a `SecretSyncedJob`
   * @throws if there is no object
   */
  public static recreate(construct: IConstruct): void {
    addAnnotation(construct, 'force', 'enabled');
  }

  /**
   * Leaves the text of a construct's objects as it is, also where their Kustomization fills in variables
   * (`postBuild`): a `${NAME}` stays, as does the second `$` of `$$(NAME)` (rules G2 and G3).
   *
   * @param construct whose objects
   * @throws if there is no object
   */
  public static keepVariables(construct: IConstruct): void {
    addAnnotation(construct, 'substitute', 'disabled');
  }

  private constructor() {}
}

function addAnnotation(construct: IConstruct, name: string, value: string): void {
  for (const object of objectsBelow(construct)) object.metadata.addAnnotation(`${ANNOTATIONS}/${name}`, value);
}
