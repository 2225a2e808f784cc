import { ApiObject } from 'cdk8s';
import type { AbstractPod } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import { fields } from '../json/json';
import { shown, typeOf } from '../text/shown';
import { writeLast } from './last-written';
import { PodSecurityLevel } from './pod-security';
import { levelsFrom } from './pod-security-standard';
import { securedPodSpec } from './secured-pod';
import { podPlaceOf, securityProblemsOf } from './security-problems';

/** The levels that were applied to a workload. */
const APPLIED = new WeakMap<AbstractPod, Set<PodSecurityLevel>>();

/**
 * A level of the Kubernetes Pod Security Standards for workloads of cdk8s-plus: Deployment, StatefulSet, DaemonSet, Job,
 * CronJob and Pod. `SecretSyncedApp` and its siblings have the prop `podSecurity` for it.
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
   * @param workload a workload of cdk8s-plus
   * @throws if it is none
   */
  public applyTo(workload: AbstractPod): void {
    const { level } = this;
    if (!Array.isArray(workload?.containers)) {
      const found = Construct.isConstruct(workload) ? `[${(workload as Construct).node.path}]` : typeOf(workload);
      throw new Error(
        `PodSecurity.applyTo takes a workload of cdk8s-plus, such as a Deployment (ours have the prop podSecurity), found ${found}`,
      );
    }
    const object = ApiObject.of(workload);
    const place = podPlaceOf({ apiVersion: object.apiVersion, kind: object.kind }) ?? [];
    writeLast(object, [...place, 'spec'], (spec) => securedPodSpec(level, fields(spec)));
    const applied = APPLIED.get(workload);
    if (applied !== undefined) {
      applied.add(level);
      return;
    }
    const levels = new Set([level]);
    APPLIED.set(workload, levels);
    validateWithApp(workload, () => securityProblemsOf(workload, strictestOf(levels)));
  }
}

function strictestOf(levels: ReadonlySet<PodSecurityLevel>): PodSecurityLevel {
  return levelsFrom(PodSecurityLevel.RESTRICTED).find((level) => levels.has(level)) ?? PodSecurityLevel.PRIVILEGED;
}
