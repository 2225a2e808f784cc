import { IGNORE, ignoredRulesIn } from '../../../model/ignored-rules';
import { podPlaceIn } from '../../../model/pods';
import { objectOf, type Resource } from '../../../model/resource';
import { hasCredential } from '../../../text/credential-forms';
import { didYouMean } from '../../../text/did-you-mean';
import { quotedText } from '../../../text/key-name';
import { shown } from '../../../text/shown';
import { type ExampleObjects, ruleOn, Severity } from '../../rule';
import { isRuleId, RULE_IDS } from '../../rule-ids';

const AT = ['metadata', 'annotations', IGNORE];
const FORM = 'write a line for each rule, such as "C11: restarted by hand"';

const ignoring = (text: string): ExampleObjects => ({
  objects: [{ kind: 'InfisicalSecret', metadata: { annotations: { [IGNORE]: text } } }],
});

export const N13 = ruleOn('resource', {
  severity: Severity.WARNING,
  title: `The annotation \`${IGNORE}\` names rules of which something is found in its object, with a reason for each`,
  why: 'It switches nothing off, or what comes later is not told.',
  source: '[Where a rule does not fit](#where-a-rule-does-not-fit)',
  bad: ignoring('E1'),
  good: ignoring('E1: both environments share it, until the old cluster is gone'),
  check: (resource, report) => {
    const object = objectOf(resource);
    const place = object.at(...AT);
    for (const problem of problemsOf(resource, place.raw)) report(place, problem);
    const pod = podPlaceIn(resource.manifest) ?? [];
    if (pod.length === 0) return;
    const ofPod = object.at(...pod, ...AT);
    if (ofPod.isGiven)
      report(
        ofPod,
        `the annotation "${IGNORE}" does not count on the template of a pod: put it into the metadata of the object`,
      );
  },
});

function problemsOf(resource: Resource, text: unknown): string[] {
  if (text === undefined || text === null) return [];
  const named = `the annotation "${IGNORE}"`;
  if (typeof text !== 'string') return [`${named} is ${shown(text)}: ${FORM}`];
  const lines = ignoredRulesIn(resource.manifest);
  if (lines.length === 0) return [`${named} is empty: ${FORM}`];
  const told = new Set<string>();
  return lines.flatMap((line) => {
    if (typeof line === 'string') return `${named} has the line ${shownLine(line)}: ${FORM}`;
    const { rule, reason } = line;
    if (!isRuleId(rule)) {
      const remedy = didYouMean(rule, RULE_IDS, 'see docs/rules.md');
      return `${named} names the rule ${quotedText(rule)}, and there is no such rule: ${remedy}`;
    }
    if (reason === undefined)
      return `${named} names the rule "${rule}" without a reason: write why it does not apply here`;
    if (told.has(rule)) return `${named} names the rule "${rule}" twice: keep one line`;
    told.add(rule);
    return [];
  });
}

function shownLine(line: string): string {
  return hasCredential(line) ? '(not shown)' : shown(line);
}
