import { grouped } from '../collections/grouped';
import type { AppModel } from '../model/app-model';
import type { Resource } from '../model/resource';
import { asLine } from '../text/as-line';
import type { Finding, PartReport, Report, Rule } from './rule';
import type { RuleId } from './rule-ids';
import { VISITED, type Visited, type Visits } from './visits';

/** What the rules find in an app, in the order of the rules: each part of it is visited once, for all rules. */
export function findingsOf(rules: readonly Rule[], app: AppModel): Finding[] {
  const found = new Map<Rule, Finding[]>(rules.map((rule) => [rule, []]));
  for (const [visited, subscribed] of grouped(rules, ({ on }) => on)) {
    if (visited === 'app') {
      for (const rule of subscribed) (rule.check as Check<Report>)(app, reportTo(rule, found), app);
    } else {
      visit(VISITED[visited](app), subscribed, found, app);
    }
  }
  return withoutExplained(rules, [...found.values()].flat());
}

type Check<R> = (part: unknown, report: R, app: AppModel) => void;
type Found = ReadonlyMap<Rule, Finding[]>;
type Part = Visits[Exclude<Visited, 'app'>];

function visit(parts: readonly Part[], rules: readonly Rule[], found: Found, app: AppModel): void {
  let resource: Resource;
  const calls = rules.map((rule) => {
    const tell = reportTo(rule, found);
    // One for all parts: to make one for each takes longer than most rules do.
    const report: PartReport = (at, message, fix) => tell(resource, at, message, fix);
    return { check: rule.check as Check<PartReport>, report };
  });
  for (const part of parts) {
    resource = resourceOf(part);
    for (const { check, report } of calls) check(part, report, app);
  }
}

function resourceOf(part: Part): Resource {
  if ('manifest' in part) return part;
  if ('resource' in part) return part.resource;
  return 'owner' in part ? part.owner.resource : part.workload.resource;
}

function reportTo(rule: Rule, found: Found): Report {
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
