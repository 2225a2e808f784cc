import { groupedFindings } from '../../lib/evaluation/report/grouped-findings';
import { isRuleId } from '../../lib/validation/rule-ids';
import { Severity } from '../../lib/validation/severity';
import type { InputFinding } from './input-findings';

/** What is said in one line: of one place, or of many of which the same is to be said. */
export interface ToldFinding<F extends InputFinding = InputFinding>
  extends Pick<InputFinding, 'severity' | 'rule' | 'message'> {
  /** `k8s/api.yaml:5`, each once. */
  readonly places: readonly string[];
  /** The object; how many there are of which kind, where there are several: `40 InfisicalSecrets`. */
  readonly about?: string;
  /** All of which it is said, the first place first. */
  readonly findings: readonly F[];
}

/** One host, one login or one annotation that is wrong is told once, where its first place is. */
export function toldFindings<F extends InputFinding>(findings: readonly F[]): ToldFinding<F>[] {
  // The place stands for what a path of a construct is elsewhere.
  const known = new Map(findings.map((finding, index) => [String(index), finding]));
  const order = new Map(findings.map((finding, index) => [finding, index]));
  const records = [...known].map(([path, { severity, rule, message, object }]) => ({
    severity: severity === 'error' ? Severity.ERROR : Severity.WARNING,
    ...(rule !== undefined && isRuleId(rule) && { rule }),
    path,
    kind: object?.replace(/ .*$/s, ''),
    message,
  }));
  return groupedFindings(records)
    .map(({ paths, noun, message }) => ({ own: paths.flatMap((path) => known.get(path) ?? []), noun, message }))
    .sort((a, b) => (order.get(a.own[0]) ?? 0) - (order.get(b.own[0]) ?? 0))
    .map(({ own, noun, message }) => {
      const [{ severity, rule }] = own;
      const objects = [...new Set(own.map(({ object }) => object))];
      const about = objects.length === 1 ? objects[0] : `${objects.length} ${noun}`;
      const places = [...new Set(own.map(({ file, line }) => `${file}:${line}`))];
      return { severity, rule, message, places, about, findings: own };
    });
}
