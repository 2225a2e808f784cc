import { grouped } from '../collections/grouped';
import type { AppModel } from '../model/app-model';
import { IGNORE, ignoredRulesIn } from '../model/ignored-rules';
import type { Resource } from '../model/resource';
import type { Finding, Rule } from './rule';
import type { RuleId } from './rule-ids';

/** The rules on changes, which find nothing where nobody has told what was there before. */
const OF_CHANGES: readonly RuleId[] = ['M11', 'M14', 'M24', 'M26', 'M27', 'X11'];

/**
 * The rules that objects switch off by their annotation, and of which nothing was found in them. One that was not asked is
 * not among them: it may hold between environments, for another operator, or of changes.
 *
 * @param found what the rules have found, told or not
 */
export function ignoredInVain(rules: readonly Rule[], found: readonly Finding[], app: AppModel): Finding[] {
  const judge = rules.find(({ id }) => id === 'N13');
  const ignoring = app.resources.filter((resource) => ignoredRulesIn(resource.manifest).length > 0);
  if (judge === undefined || ignoring.length === 0) return [];
  const isOfChange = app.settings.previous === undefined ? OF_CHANGES : [];
  const asked = new Set<string>(rules.flatMap(({ id }) => (isOfChange.includes(id) ? [] : id)));
  const byResource = grouped(found, ({ resource }) => resource);
  return ignoring.flatMap((resource) => {
    const needed = new Set<string>((byResource.get(resource) ?? []).map(({ rule }) => rule));
    const vain = rulesIgnoredBy(resource).filter((rule) => asked.has(rule) && !needed.has(rule));
    return [...new Set(vain)].map((rule): Finding => {
      const message = `the annotation "${IGNORE}" switches off "${rule}", of which nothing is found here: delete the line`;
      return { rule: 'N13', severity: judge.severity, resource, at: ['metadata', 'annotations', IGNORE], message };
    });
  });
}

function rulesIgnoredBy({ manifest }: Resource): string[] {
  return ignoredRulesIn(manifest).flatMap((line) =>
    typeof line === 'object' && line.reason !== undefined ? line.rule : [],
  );
}
