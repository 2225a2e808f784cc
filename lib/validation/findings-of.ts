import { grouped } from '../collections/grouped';
import type { AppModel } from '../model/app-model';
import { Field, type Path } from '../model/field';
import { isFilledInLater, type Resource } from '../model/resource';
import type { PartType } from '../schemas/part-types';
import { visitParts } from '../schemas/parts';
import { asLine } from '../text/as-line';
import { remembered } from '../text/remembered';
import { ignoredInVain } from './ignored-in-vain';
import { withNamesOnce } from './names-told-once';
import { isWithinScope, scopesOf } from './operator-scope';
import { type Finding, type PartReport, type Report, type Rule, Severity } from './rule';
import { VISITED, type Visited, type Visits } from './visits';

/** What the rules find in an app, in the order of the rules: each part of it is visited once, for all rules. */
export function findingsOf(asked: readonly Rule[], app: AppModel): Finding[] {
  const rules = asked.filter(
    ({ operators }) => operators === undefined || scopesOf(operators, app.settings).length > 0,
  );
  const found = new Map<Rule, Finding[]>(rules.map((rule) => [rule, []]));
  for (const [visited, subscribed] of grouped(rules, ({ on }) => on)) {
    if (visited === 'app') {
      for (const rule of subscribed) (rule.check as Check<Report>)(app, reportTo(rule, found, app), app);
    } else if (visited === 'part') {
      visitEachPart(subscribed, found, app);
    } else {
      visit(VISITED[visited](app), subscribed, found, app);
    }
  }
  const all = [...found.values()].flat();
  return withNamesOnce([...withoutExplained(rules, all), ...ignoredInVain(rules, all, app)]);
}

type Check<R> = (part: unknown, report: R, app: AppModel) => void;
type Found = ReadonlyMap<Rule, Finding[]>;
type Part = Visits[Exclude<Visited, 'app' | 'part'>];

function visit(parts: Iterable<Part>, rules: readonly Rule[], found: Found, app: AppModel): void {
  const { at, calls } = callsTo(rules, found, app);
  for (const part of parts) {
    at(resourceOf(part));
    for (const { check, report } of calls) check(part, report, app);
  }
}

/** The parts of an object are visited while they are found: they are too many to list. */
function visitEachPart(rules: readonly Rule[], found: Found, app: AppModel): void {
  const { at, calls } = callsTo(rules, found, app);
  const callsFor = remembered((type) => {
    const all = calls.flatMap(({ rule, check, report }) => {
      const { looksAt, of, skipsOrdinary } = rule as Rule & { on: 'part' };
      if (looksAt?.(type as PartType) === false) return [];
      return { check: of?.[type as PartType] ?? check, report, skipsOrdinary };
    });
    return { all, ofOrdinary: all.filter(({ skipsOrdinary }) => !skipsOrdinary) };
  });
  for (const resource of app.resources) {
    at(resource);
    visitParts(resource, (part) => {
      const { all, ofOrdinary } = callsFor(part.type);
      for (const { check, report } of part.isOrdinary ? ofOrdinary : all) check(part, report, app);
    });
  }
}

/** How rules are called, of whichever resource is just visited. */
function callsTo(rules: readonly Rule[], found: Found, app: AppModel) {
  let resource: Resource;
  const calls = rules.map((rule) => {
    const tell = reportTo(rule, found, app);
    // One for all parts: to make one for each takes longer than most rules do.
    const report: PartReport = (at, message, fix, meant) => tell(resource, at, message, fix, meant);
    return { rule, check: rule.check as Check<PartReport>, report };
  });
  const at = (next: Resource) => {
    resource = next;
  };
  return { calls, at };
}

function resourceOf(part: Part): Resource {
  if ('manifest' in part) return part;
  if ('resource' in part) return part.resource;
  return 'owner' in part ? part.owner.resource : part.workload.resource;
}

function reportTo(rule: Rule, found: Found, app: AppModel): Report {
  const { id, severity, operators } = rule;
  const scopes = operators && scopesOf(operators, app.settings);
  return (resource, at, message, fix, meant) => {
    if (resource.explainedRules?.().includes(id) || scopes?.every((scope) => !isWithinScope(resource, scope))) return;
    const { path, lineInText } = placeOf(at);
    if (isAboutFilledInLater(resource, path)) return;
    const told = {
      rule: id,
      severity,
      resource,
      at: path,
      message: asLine(message),
      ...(lineInText !== undefined && { lineInText }),
    };
    found.get(rule)?.push({ ...told, ...(fix && { fix }), ...(meant && { meant }) });
  };
}

function placeOf(at: Parameters<Report>[1]): { readonly path: Path; readonly lineInText?: number } {
  if ('path' in at) return { path: at.path };
  return 'lineInText' in at ? { path: at.at as Path, lineInText: at.lineInText } : { path: at as Path };
}

/** What holds texts of the user's own, in which `${NAME}` is for whoever reads them. */
const OWN_TEXTS = new Set(['args', 'command', 'data', 'literal', 'stringData', 'values', 'valuesObject']);

/**
 * Whether it is about a text that is filled in before it is applied, such as the host `${INFISICAL_URL}`. Rules that compare
 * it with others know that themselves.
 */
function isAboutFilledInLater(resource: Resource, path: Path): boolean {
  if (resource.construct !== undefined) return false;
  // A key that is filled in, of a label or a resource.
  if (path.some((part) => isFilledInLater(resource, part))) return true;
  if (path.some((part) => OWN_TEXTS.has(String(part)))) return false;
  const isVariable = path.at(-1) === 'value' && path.at(-3) === 'env';
  return !isVariable && isFilledInLater(resource, Field.of(resource.manifest).at(...path).raw);
}

/** One mistake is told once. */
function withoutExplained(rules: readonly Rule[], findings: readonly Finding[]): Finding[] {
  if (findings.length < 2) return [...findings];
  const ruleOf: RuleOf = new Map(rules.map((rule) => [rule.id, rule]));
  const left = new Set<Finding>();
  for (const [, all] of grouped(findings, ({ resource }) => resource)) {
    const own = all.length < 2 ? all : withoutAbsences(all, ruleOf);
    const told = new Set(own.map(({ rule }) => rule));
    const errors = own.filter(({ rule, severity }) => severity === Severity.ERROR && !ruleOf.get(rule)?.yields);
    for (const finding of own) {
      const { explainedBy = [], yields } = ruleOf.get(finding.rule) ?? {};
      const isTold =
        explainedBy.some((rule) => told.has(rule)) || (yields && errors.some(({ at }) => isWithin(at, finding.at)));
      if (!isTold) left.add(finding);
    }
  }
  return findings.filter((finding) => left.has(finding));
}

type RuleOf = ReadonlyMap<Finding['rule'], Rule>;

/** Without what seems to be missing, and is there: unreadable, or at another place. */
function withoutAbsences(findings: readonly Finding[], ruleOf: RuleOf): Finding[] {
  const stands = findings.filter(({ rule, meant }) => {
    const { yields, tellsOfAbsence } = ruleOf.get(rule) ?? {};
    return (yields || meant !== undefined) && !tellsOfAbsence;
  });
  if (stands.length === 0) return [...findings];
  const isThere = (place: Path, told: Finding) =>
    stands.some((other) => {
      if (other === told) return false;
      const { at, meant } = other;
      if (meant !== undefined && (isWithin(place, meant) || isWithin(meant, place))) return true;
      return place.length > at.length && isWithin(place, at);
    });
  return findings.filter((told) => {
    const { rule, resource, at, meant } = told;
    if (ruleOf.get(rule)?.tellsOfAbsence) return !isThere(meant ?? at, told);
    const isAbsent = Field.of(resource.manifest).at(...at).raw === undefined;
    return !isAbsent || !isThere(at, told);
  });
}

/** Whether a place is another one, or inside of it. */
function isWithin(place: Path, holder: Path): boolean {
  return place.length >= holder.length && holder.every((key, i) => key === place[i]);
}
