import { repetitionsIn } from '../../../collections/repetitions';
import type { Field } from '../../../model/field';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { didYouMean } from '../../../text/did-you-mean';
import { shown, shownText } from '../../../text/shown';
import { simpleText } from '../../../text/simple-text';
import { tell } from '../../constraints';
import { hasItems, isMissing, textOf } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { withContainer } from './examples';
import { listOf, podOf } from './holders';

const POLICIES = ['Always', 'Never', 'OnFailure'];
const MOST_RULES = 20;
const MOST_CODES = 255;

export const P15 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'A container says when it is restarted only where, and as, it may',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateContainers and validateInitContainerRestartPolicy, up to 1.33: Always, for init containers; validateContainerRestartPolicy, since 1.35: ContainerRestartRules; validateResizePolicy, since 1.33: InPlacePodVerticalScaling)',
  bad: withContainer({ restartPolicy: 'Always' }),
  good: withContainer({}, { initContainers: [{ name: 'proxy', image: 'proxy:1', restartPolicy: 'Always' }] }),
  of: {
    Container: (part, report, { settings: { kubernetesVersion } }) => {
      const { resizePolicy, restartPolicy, restartPolicyRules } = part.raw;
      if ([resizePolicy, restartPolicy, restartPolicyRules].every(isMissing) && restartPolicy !== '') return;
      const { field } = part;
      checkResizing(part, report, kubernetesVersion);
      const rules = field.at('restartPolicyRules');
      const policy = field.at('restartPolicy');
      if (!policy.isGiven && !hasItems(rules.raw)) return;
      if (isKubernetes(kubernetesVersion, '1.35')) checkPolicy(field, report, kubernetesVersion);
      // 1.34 takes them, and drops them.
      else if (typeof policy.raw === 'string') {
        const isInit = listOf(field) === 'initContainers';
        if (isInit && policy.raw === 'Always') return;
        const told = kubernetesVersion === undefined ? ' (or set kubernetes.version in cdk8s-infisical.yaml)' : '';
        const rest = isInit
          ? `write Always, or drop it`
          : `drop it, until Kubernetes 1.35 the policy of the pod holds for all${told}`;
        tell(report, policy, `is ${shownText(policy.raw)}: ${rest}`);
      }
    },
  },
});

function checkPolicy(container: Field, report: PartReport, version: string | undefined): void {
  const [policy, rules] = [container.at('restartPolicy'), container.at('restartPolicyRules')];
  if (typeof policy.raw === 'string') tellUnlessIn(policy, POLICIES, report);
  else if (!policy.isGiven)
    tell(report, policy, `is missing beside restartPolicyRules: write one of ${POLICIES.join(', ')}`);
  const forAll = isKubernetes(version, '1.36');
  if (!forAll && hasItems(rules.raw) && policy.raw === 'Always' && listOf(container) === 'initContainers') {
    tell(report, rules, 'have no place in an init container that goes on: drop them');
    return;
  }
  const items = rules.items();
  if (items.length > MOST_RULES) tell(report, rules, `are ${items.length}: write at most ${MOST_RULES}`);
  for (const rule of items) {
    tellUnlessIn(rule.at('action'), forAll ? ['Restart', 'RestartAllContainers'] : ['Restart'], report);
    const codes = rule.at('exitCodes');
    if (!codes.isGiven) tell(report, codes, 'are missing: write an operator and values');
    else if (codes.isObject) checkCodes(codes, report);
  }
}

function checkCodes(codes: Field, report: PartReport): void {
  tellUnlessIn(codes.at('operator'), ['In', 'NotIn'], report);
  const values = codes.at('values');
  const { length } = values.items();
  if (length > MOST_CODES) tell(report, values, `are ${length}: write at most ${MOST_CODES}`);
}

function tellUnlessIn(field: Field, words: readonly string[], report: PartReport): void {
  const text = textOf(field);
  if (text === undefined || words.includes(text)) return;
  const found = text === '' ? 'is missing' : `is ${shownText(text)}`;
  tell(report, field, `${found}: ${didYouMean(text, words, `write ${words.join(' or ')}`)}`);
}

const RESIZED = ['cpu', 'memory'];
const RESTARTS = ['NotRequired', 'RestartContainer'];

function checkResizing(part: Part, report: PartReport, version: string | undefined): void {
  const policies = part.field.at('resizePolicy').items();
  // Before, it is dropped.
  if (policies.length === 0 || !isKubernetes(version, '1.33')) return;
  for (const policy of policies) {
    const restart = policy.at('restartPolicy');
    tellUnlessIn(policy.at('resourceName'), RESIZED, report);
    tellUnlessIn(restart, RESTARTS, report);
    if (podOf(part).at('restartPolicy').raw === 'Never' && restart.raw === 'RestartContainer') {
      tell(report, restart, 'is "RestartContainer", and the pod is never restarted: write NotRequired');
    }
  }
  const named = policies
    .map((policy) => policy.at('resourceName'))
    .filter(({ raw }) => RESIZED.includes(simpleText(raw)));
  for (const [, again] of repetitionsIn(named, ({ raw }) => raw)) {
    tell(report, again, `is ${shown(again.raw)} again: keep one`);
  }
}
