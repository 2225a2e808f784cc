import { fields } from '../json/json';
import type { Field } from './field';
import type { ManagedObject } from './operator-resource';
import { isOfRestartedKind } from './operator-restarts';
import { objectOf } from './resource';
import type { Workload } from './workloads';

export const RELOADER = 'reloader.stakater.com';
/** Wave asks for all that a workload uses. */
export const WAVE = 'wave.pusher.com/update-on-config-change';

/**
 * Whether a controller that many clusters have for Secrets of all kinds, Stakater's Reloader or Wave, restarts the pods
 * when a managed object changes: it is told so by annotations, or told not to; undefined where nobody says anything.
 */
export function isReloadedByOthers(workload: Workload, object: ManagedObject): boolean | undefined {
  return isReloadedFor(workload, {
    kind: object.kind,
    name: object.name.value ?? '',
    isMatched: () => isMatched(object),
  });
}

/** A Secret or ConfigMap, whoever writes it. */
interface WatchedObject {
  readonly kind: ManagedObject['kind'];
  readonly name: string;
  /** Whether it has the annotation by which Reloader finds it. */
  readonly isMatched: () => boolean;
}

/** The same for an object of any controller. */
export function isReloadedFor(workload: Workload, object: WatchedObject): boolean | undefined {
  const own = objectOf(workload.resource).at('metadata', 'annotations');
  // What the workload does not say, its pod template may.
  return asks(own, object, isOfRestartedKind(workload)) ?? asks(workload.pod.metadata.at('annotations'), object, false);
}

/** The annotations in which Reloader and Wave look for what is asked of them: those of the workload, or else of its pods. */
export function reloaderAnnotationsOf({ resource, pod }: Workload): Field | undefined {
  const own = objectOf(resource).at('metadata', 'annotations');
  return [own, pod.metadata.at('annotations')].find(({ raw }) => Object.keys(fields(raw)).some(isOfReloader));
}

/** @param isForWave whether Wave looks there: at a Deployment, StatefulSet or DaemonSet itself, and not at its pods */
function asks(annotations: Field, object: WatchedObject, isForWave: boolean): boolean | undefined {
  // Most workloads have none of them.
  if (object.name && !Object.keys(fields(annotations.raw)).some(isOfReloader)) return undefined;
  const kind = object.kind === 'Secret' ? 'secret' : 'configmap';
  const text = (name: string) => annotations.text(name).value;
  const names = (name: string) => (text(name) ?? '').split(',').map((one) => one.trim());
  if (names(`${kind}s.exclude.${RELOADER}/reload`).includes(object.name)) return false;
  const isAsked =
    [`${RELOADER}/auto`, `${kind}.${RELOADER}/auto`, ...(isForWave ? [WAVE] : [])].some(
      (name) => text(name) === 'true',
    ) ||
    names(`${kind}.${RELOADER}/reload`).some((name) => isNameOf(name, object)) ||
    (text(`${RELOADER}/search`) === 'true' && object.isMatched());
  if (isAsked) return true;
  return text(`${RELOADER}/auto`) === 'false' ? false : undefined;
}

function isOfReloader(annotation: string): boolean {
  return annotation === WAVE || annotation.includes(RELOADER);
}

/** Reloader takes names for patterns: what one of these covers is not looked at closely. */
function isNameOf(name: string, object: WatchedObject): boolean {
  return (name !== '' && name === object.name) || /[*+?^$|[\]()]/.test(name);
}

/** The operator copies annotations of its resource, but where a managed object has metadata of its own. */
function isMatched({ owner, metadata }: ManagedObject): boolean {
  const copied = objectOf(owner.resource).at('metadata');
  return [copied, metadata].some((holder) => holder.text('annotations', `${RELOADER}/match`).value === 'true');
}
