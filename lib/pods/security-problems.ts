import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { PropsProblem } from '../evaluation/app-validation';
import { podSpecsIn } from '../evaluation/finished-pods';
import { finishedJson } from '../evaluation/one-rendering';
import { fields } from '../json/json';
import { PodSecurityLevel } from './pod-security';
import { type Breach, breachesOf, levelsFrom, type PodTemplate } from './pod-security-standard';

/** Where the finished pods of a workload are not what the level wants. */
export function securityProblemsOf(workload: IConstruct, level: PodSecurityLevel): PropsProblem[] {
  return templatesIn(finishedJson(ApiObject.of(workload))).flatMap((template) => problemsIn(template, level));
}

function problemsIn(template: PodTemplate, level: PodSecurityLevel): PropsProblem[] {
  return breachesOf(level, template).map((breach) => {
    const { where, what, isMissing } = breach;
    const relax = `or relax podSecurity to "${mostThatTakes(breach, level, template)}"`;
    return {
      rule: 'C15',
      message: isMissing
        ? `${where} has no ${what}, which podSecurity "${level}" demands: set it, ${relax}`
        : `${where} has ${what}, which podSecurity "${level}" forbids: ${insteadOf(what)}, ${relax}`,
    };
  });
}

/** The strictest of the levels that take what this one refuses. */
function mostThatTakes({ where, what }: Breach, level: PodSecurityLevel, template: PodTemplate): PodSecurityLevel {
  const takes = (other: PodSecurityLevel) =>
    !breachesOf(other, template).some((breach) => breach.where === where && breach.what === what);
  return levelsFrom(level).find(takes) ?? PodSecurityLevel.PRIVILEGED;
}

function insteadOf(what: string): string {
  if (/^the \w+ volume /.test(what)) return 'use a persistentVolumeClaim or an emptyDir';
  return what.startsWith('hostPort:') ? 'use a Service' : 'remove it';
}

function templatesIn(json: unknown): PodTemplate[] {
  return podSpecsIn(json).map((spec) => ({
    metadata: fields(spec.holder?.at('metadata').raw),
    spec: fields(spec.raw),
  }));
}
