import { repeated } from '../../../collections/repeated';
import type { Field } from '../../../model/field';
import { indexesIn } from '../../../model/job-indexes';
import { qualifiedNameProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { quotedNames, shown } from '../../../text/shown';
import { tell } from '../../constraints';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { completionsOf } from './jobs';

const BATCH = 'pkg/apis/batch/validation/validation.go';
const MOST_RULES = 20;
const MOST_EXIT_CODES = 255;
const LONGEST_INDEXES = 64 * 1024;
const CONDITION = [{ type: 'DisruptionTarget', status: 'True' }];

function cronJobWith(job: object) {
  return { objects: [{ kind: 'CronJob' as const, spec: { jobTemplate: { spec: job } } }] };
}

const NEVER = { spec: { restartPolicy: 'Never' } };

export const W8 = ruleOnParts({
  severity: Severity.ERROR,
  assumes: 'kubernetesVersion',
  title: 'The policies of a Job can be followed: when it has failed, when it has succeeded',
  why: 'The API server refuses the Job.',
  source: `Kubernetes 1.29 to 1.37: ${BATCH} (validatePodFailurePolicy, validatePodReplacementPolicy; validateSuccessPolicy since 1.31)`,
  bad: cronJobWith({ podFailurePolicy: { rules: [{ action: 'Ignore' }] }, template: NEVER }),
  good: cronJobWith({
    podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: CONDITION }] },
    template: NEVER,
  }),
  of: {
    JobSpec: ({ field }, report) => {
      const replacement = field.at('podReplacementPolicy');
      if (replacement.raw === 'TerminatingOrFailed' && field.at('podFailurePolicy').isGiven) {
        tell(report, replacement, 'is "TerminatingOrFailed": write Failed, as the Job has a podFailurePolicy');
      }
    },
    PodFailurePolicy: ({ field }, report) => checkCount(field.at('rules'), MOST_RULES, report),
    PodFailurePolicyRule: ({ field, holder }, report) => {
      const [action, codes, conditions] = [field.at('action'), field.at('onExitCodes'), field.at('onPodConditions')];
      checkWord(action, 'Count, FailIndex, FailJob or Ignore', report);
      if (action.raw === 'FailIndex' && !holder?.holder?.field.at('backoffLimitPerIndex').isGiven) {
        tell(
          report,
          action,
          'is "FailIndex", which needs backoffLimitPerIndex of the Job: write that, or another action',
        );
      }
      const both = [codes.isGiven, conditions.items().length > 0];
      if (codes.isUnresolved || conditions.isUnresolved || field.list('onPodConditions').state === 'wrong type') return;
      if (both.filter(Boolean).length === 1) return;
      tell(report, field, `needs onExitCodes or onPodConditions: ${both[0] ? 'keep one' : 'write one'}`);
    },
    PodFailurePolicyOnPodConditionsPattern: ({ field }, report, { settings }) => {
      const [type, status] = [field.at('type'), field.at('status')];
      const problem =
        typeof (type.raw ?? '') === 'string' ? qualifiedNameProblem((type.raw ?? '') as string) : undefined;
      if (problem) tell(report, type, `is ${shown(type.raw ?? '')}, which is no type of a condition: it ${problem}`);
      // In the template of a CronJob, nothing becomes True only since 1.34.
      const isDefault =
        status.isEmpty && (field.path[1] !== 'jobTemplate' || isKubernetes(settings.kubernetesVersion, '1.34'));
      if (isDefault || status.isUnresolved || ['True', 'False', 'Unknown'].includes(status.raw as string)) return;
      tell(report, status, `is ${status.isGiven ? shown(status.raw) : 'missing'}: write "True", "False" or "Unknown"`);
    },
    PodFailurePolicyOnExitCodesRequirement: ({ field, holder }, report) => {
      checkWord(field.at('operator'), 'In or NotIn', report);
      checkExitCodes(field, report);
      const job = holder?.holder?.holder?.field.at('template', 'spec');
      const name = field.text('containerName');
      const names = ['containers', 'initContainers']
        .flatMap((list) => job?.at(list).items() ?? [])
        .map((one) => one.at('name').raw ?? '');
      if (name.value === undefined || names.includes(name.value) || names.length === 0) return;
      const known = names.filter((one) => typeof one === 'string');
      tell(report, name, `is ${shown(name.value)}, and the containers are ${quotedNames(known)}: write one of them`);
    },
    SuccessPolicy: ({ field, holder }, report, { settings }) => {
      if (!isKubernetes(settings.kubernetesVersion, '1.31')) return;
      const rules = field.at('rules');
      const mode = holder?.field.at('completionMode');
      if (!mode?.isGiven || mode.raw === 'NonIndexed') {
        tell(report, field, 'needs completionMode: Indexed: write that, or drop it');
      } else if (rules.isGiven ? Array.isArray(rules.raw) && rules.items().length === 0 : !rules.isUnresolved) {
        tell(report, rules, 'is empty: write a rule');
      } else checkCount(rules, MOST_RULES, report);
    },
    SuccessPolicyRule: ({ field, holder }, report, { settings }) => {
      const job = holder?.holder;
      if (!isKubernetes(settings.kubernetesVersion, '1.31') || job?.raw.completionMode !== 'Indexed') return;
      const completions = completionsOf(job) ?? -1;
      // Of what they must be, other rules tell.
      if (completions >= 0 && Number.isInteger(completions)) checkSuccess(field, completions, report);
    },
  },
});

function checkCount(list: Field, most: number, report: PartReport): void {
  const count = list.items().length;
  if (count > most) tell(report, list, `has ${count} items: write at most ${most}`);
}

/** Of words that it does not know, F4 tells. */
function checkWord(place: Field, words: string, report: PartReport): void {
  if (place.isEmpty) tell(report, place, `is missing: write ${words}`);
}

function checkExitCodes(requirement: Field, report: PartReport): void {
  const values = requirement.at('values');
  const items = values.items();
  if (values.isUnresolved) return;
  if (items.length === 0) tell(report, values, 'is empty: write an exit code');
  checkCount(values, MOST_EXIT_CODES, report);
  for (const place of items) {
    if ((place.raw ?? 0) !== 0 || requirement.at('operator').raw !== 'In') continue;
    tell(report, place, 'is 0, with which nothing has failed: drop it');
  }
  const again = repeated(items, ({ raw }) => raw ?? 0);
  for (const place of again) {
    tell(report, place, `is ${shown(place.raw)} once more: keep one`);
  }
  if (again.length === 0 && items.some(({ raw }, i) => Number(items[i - 1]?.raw) > Number(raw))) {
    tell(report, values, 'is in no order: write the smallest first');
  }
}

function checkSuccess(rule: Field, completions: number, report: PartReport): void {
  const [count, indexes] = [rule.number('succeededCount'), rule.text('succeededIndexes')];
  if (count.isUnresolved || indexes.isUnresolved) return;
  if (!count.isGiven && !indexes.isGiven) {
    tell(report, rule, 'needs succeededCount or succeededIndexes: write one');
    return;
  }
  const found = indexes.value === undefined ? completions : indexesIn(indexes.value, completions);
  if (typeof found === 'string') tell(report, indexes, `is ${shown(indexes.value)}: ${found}`);
  if ((indexes.value?.length ?? 0) > LONGEST_INDEXES) {
    tell(report, indexes, `has ${indexes.value?.length} characters: write at most ${LONGEST_INDEXES}`);
  }
  const most = typeof found === 'number' ? Math.min(found, completions) : 0;
  if (count.value === undefined || (count.value >= 0 && count.value <= most) || typeof found === 'string') return;
  tell(report, count, `is ${shown(count.value)}: write from 0 to ${most}`);
}
