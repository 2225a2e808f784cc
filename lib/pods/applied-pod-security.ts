import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { type PropsProblem, validateWithApp } from '../evaluation/app-validation';
import { ownerOf } from '../evaluation/declarations';
import { podSpecsIn, withPodSpecs } from '../evaluation/finished-pods';
import { heldWorkload, NoWorkload, objectWithoutPods } from '../evaluation/held-workload';
import { writeLast } from '../evaluation/last-written';
import { finishedJson } from '../evaluation/one-rendering';
import { shown } from '../text/shown';
import { PodSecurityLevel } from './pod-security';
import { levelsFrom } from './pod-security-standard';
import { securedPodSpec } from './secured-pod';
import { securityProblemsOf } from './security-problems';

/** The levels that were applied to a workload. */
const APPLIED = new WeakMap<ApiObject, Set<PodSecurityLevel>>();

/**
 * A level of the Kubernetes Pod Security Standards for any workload: a construct that holds a pod template.
 * `SecretSyncedApp` and its siblings have the prop `podSecurity` for it.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export class PodSecurity {
  /**
   * @param level the level that the namespace enforces, or shall enforce
   * @throws if there is no such level
   */
  public static of(level: PodSecurityLevel): PodSecurity {
    return new PodSecurity(level);
  }

  private constructor(private readonly level: PodSecurityLevel) {
    const levels = Object.values(PodSecurityLevel);
    if (!levels.includes(level)) {
      throw new Error(`there is no level ${shown(level)} of pod security: write one of ${levels.join(', ')}`);
    }
  }

  /**
   * Writes what the level demands, at the pod and at each of its containers, also at those that are added later: for
   * `PodSecurityLevel.RESTRICTED` `runAsNonRoot`, the seccomp profile of the runtime, no privilege escalation and no
   * capabilities; for the other levels nothing. What the workload says itself stays; where that contradicts the level,
   * patches of its `ApiObject` included, synthesis fails (rule C15). Of several levels the strictest holds.
   *
   * @param workload a construct that holds a pod template, as `injectInto` takes it
   * @throws if it is no construct, or one without a workload in it
   */
  public applyTo(workload: IConstruct): void {
    const { level } = this;
    const held = heldWorkload(workload);
    if (held instanceof NoWorkload) throw new Error(held.told('PodSecurity.applyTo'));
    const object = ApiObject.of(held);
    writeLast(object, [], (json) => withPodSpecs(json, (spec) => securedPodSpec(level, spec)));
    const applied = APPLIED.get(object);
    if (applied !== undefined) {
      applied.add(level);
      return;
    }
    const levels = new Set([level]);
    APPLIED.set(object, levels);
    validateWithApp(ownerOf(object), () => [
      ...missingPodProblems(object),
      ...securityProblemsOf(object, strictestOf(levels)),
    ]);
  }
}

/** Of an object that has no pods there is nothing to secure. */
function missingPodProblems(object: ApiObject): PropsProblem[] {
  const json = finishedJson(object);
  if (json === undefined || podSpecsIn(json).length > 0) return [];
  return [{ rule: 'C15', message: objectWithoutPods(object).told('PodSecurity.applyTo') }];
}

function strictestOf(levels: ReadonlySet<PodSecurityLevel>): PodSecurityLevel {
  return levelsFrom(PodSecurityLevel.RESTRICTED).find((level) => levels.has(level)) ?? PodSecurityLevel.PRIVILEGED;
}
