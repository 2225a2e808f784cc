import { grouped } from '../collections/grouped';
import type { AppModel } from '../model/app-model';
import type { Resource } from '../model/resource';
import { asLine } from '../text/as-line';
import type { Finding, Report, Rule } from './rule';
import type { RuleId } from './rule-ids';
import { VISITED, type Visited } from './visits';

/** What the rules find in an app, in the order of the rules: each part of it is visited once, for all rules. */
export function findingsOf(rules: readonly Rule[], app: AppModel): Finding[] {
  const found = new Map<Rule, Finding[]>(rules.map((rule) => [rule, []]));
  for (const [visited, subscribed] of grouped(rules, ({ on }) => on)) {
    const calls = subscribed.map((rule) => ({ check: rule.check as Check, report: reportTo(rule, found) }));
    for (const part of VISITED[visited as Visited](app)) {
      for (const { check, report } of calls) check(part, report, app);
    }
  }
  return withoutExplained(rules, [...found.values()].flat());
}

type Check = (part: unknown, report: Report, app: AppModel) => void;

function reportTo(rule: Rule, found: ReadonlyMap<Rule, Finding[]>): Report {
  const { id, severity } = rule;
  return (resource, at, message, fix) => {
    if (resource.explainedRules?.includes(id)) return;
    const path = 'path' in at ? at.path : at;
    found.get(rule)?.push({ rule: id, severity, resource, at: path, message: asLine(message), ...(fix && { fix }) });
  };
}

/** One mistake is told once. */
function withoutExplained(rules: readonly Rule[], findings: readonly Finding[]): Finding[] {
  const broken = new Map<Resource, Set<RuleId>>();
  for (const { rule, resource } of findings) broken.set(resource, (broken.get(resource) ?? new Set()).add(rule));
  const explainedBy = new Map(rules.map(({ id, explainedBy: others = [] }) => [id, others]));
  return findings.filter(
    ({ rule, resource }) => !explainedBy.get(rule)?.some((other) => broken.get(resource)?.has(other)),
  );
}
