import type { AppModel } from '../../lib/model/app-model';
import type { Delivery } from '../../lib/model/delivery/delivery';
import type { Path } from '../../lib/model/field';
import type { ManagedObject } from '../../lib/model/operator-resource';
import type { ObjectUse, Workload } from '../../lib/model/workloads';
import type { ReadManifest } from '../manifests/read-manifests';
import type { NeededKey } from './managed-keys';
import type { Source } from './source';

/** What stands between Infisical and a service on a laptop, in place of a managed object. */
export const COMPOSE_FILE = 'compose file';

/** One way in which a secret key goes from Infisical to where it is used. */
export interface KeyUse {
  /** The folder of the manifests: what stands in one folder is for one cluster. */
  readonly folder: string;
  /** Who uses it; absent for a key that only a template needs. */
  readonly workload?: ReadManifest;
  /** Absent for image pull secrets. */
  readonly container?: string;
  /**
   * `template` also for what only the type of the managed Secret asks for; `delivery` for what brings keys into the cluster
   * without the operator, whoever takes them there.
   */
  readonly via: ObjectUse['via'] | 'template' | 'delivery';
  readonly variable?: string;
  /** The file that has the value, with its folder. */
  readonly file?: string;
  /**
   * The field that names the managed object, in an object that runs no pods: what it does with the key nobody here knows.
   * Of a delivery the one that names the key.
   */
  readonly field?: Path;
  /** The line of a text at that field, counted from 0. */
  readonly lineInText?: number;
  /** The manifest that has the field, where that is another: a ConfigMap that tells an agent what to fetch. */
  readonly saidBy?: ReadManifest;
  readonly managed: {
    /** That of the delivery itself where there is no object between. */
    readonly kind: string;
    readonly namespace?: string;
    readonly name: string;
    /** Absent where the whole object is used and nobody can know what is in it. */
    readonly key?: string;
  };
  /** The operator's resource that writes the managed object. */
  readonly resource: ReadManifest;
  readonly sources: readonly Source[];
  /** What must exist in Infisical for it. */
  readonly needs: readonly NeededKey[];
  /** Whether the pod may start without it. */
  readonly optional: boolean;
  /** The same in the words of the model; absent for what stands in no manifest. */
  readonly inModel?: UseInModel;
}

/** A use as the model has it: whoever asks for more than which key goes where finds it there. */
export interface UseInModel {
  readonly app: AppModel;
  readonly workload?: Workload;
  readonly use?: ObjectUse;
  /** What the operator writes. */
  readonly object?: ManagedObject;
  /** What brings it in another way. */
  readonly delivery?: Delivery;
}
