import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { PropsProblem } from '../evaluation/app-validation';
import { finishedJson } from '../evaluation/one-rendering';
import { fields, text } from '../json/json';
import { podPlaceIn } from '../model/pods';
import type { PodSecurityLevel } from './pod-security';
import { breachesOf, type PodTemplate } from './pod-security-standard';

/** Where the finished pods of a workload are not what the level wants. */
export function securityProblemsOf(workload: IConstruct, level: PodSecurityLevel): PropsProblem[] {
  const template = templateIn(finishedJson(ApiObject.of(workload)));
  const breaches = template === undefined ? [] : breachesOf(level, template);
  return breaches.map(({ where, what, isMissing }) => ({
    rule: 'C15',
    message: isMissing
      ? `${where} has no ${what}, which podSecurity "${level}" demands: set it, or relax podSecurity`
      : `${where} has ${what}, which podSecurity "${level}" forbids: remove it, or relax podSecurity`,
  }));
}

function templateIn(json: unknown): PodTemplate | undefined {
  const place = podPlaceOf(json);
  if (place === undefined) return undefined;
  const template = place.reduce((part, field) => fields(part[field]), fields(json));
  return { metadata: fields(template.metadata), spec: fields(template.spec) };
}

/** Where an object has its pod; undefined where it has none. */
export function podPlaceOf(json: unknown): readonly string[] | undefined {
  const { apiVersion, kind } = fields(json);
  return podPlaceIn({ apiVersion: text(apiVersion) ?? '', kind: text(kind) ?? '' });
}
