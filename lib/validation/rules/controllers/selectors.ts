import { fields, ownField } from '../../../json/json';
import { type Field, pathText } from '../../../model/field';
import {
  areLabels,
  isObjectOrNone,
  isReadable,
  mismatch,
  requirementProblems,
  unmetIn,
} from '../../../model/label-selector';
import { isLeftAlone } from '../../../schemas/left-alone';
import type { Part } from '../../../schemas/parts';
import { tell } from '../../constraints';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';
import { checkGeneratedLabels, isGenerated } from './generated-labels';

const LABELS = { 'app.kubernetes.io/name': 'api' };

export const W1 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A controller has a selector, and its pods have the labels that it selects',
  why: 'The API server refuses the object: the controller would not find its pods.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/apps/validation/validation.go (ValidateDeploymentSpec, ValidateStatefulSetSpec, ValidateDaemonSetSpec, ValidateReplicaSetSpec), pkg/apis/batch/validation/validation.go (ValidateJobSpec, validateGeneratedSelector, ValidateJobTemplateSpec), pkg/apis/core/validation/validation.go (ValidateReplicationControllerSpec)',
  bad: withSpec('Deployment', { selector: { matchLabels: { 'app.kubernetes.io/name': 'shop' } } }),
  good: withSpec('Deployment', { selector: { matchLabels: LABELS } }),
  of: {
    DeploymentSpec: (part, report) => checkSelector(part, report),
    ReplicaSetSpec: (part, report) => checkSelector(part, report),
    StatefulSetSpec: (part, report) => checkSelector(part, report),
    DaemonSetSpec: (part, report) => checkSelector(part, report),
    JobSpec: (part, report) => checkJob(part, report),
    ReplicationControllerSpec: ({ field }, report) => {
      const selector = field.at('selector');
      const labels = labelsOf(field);
      // Where it has none, it selects the labels of its pods.
      if (isNone(selector)) {
        if (field.at('template').isObject && isObjectOrNone(field.at('template', 'metadata')) && isNone(labels)) {
          tell(report, selector, 'is missing, and the pods have no labels: write both');
        }
      } else if (areLabels(selector)) {
        checkMatch(selector, selector, labels, report);
      }
    },
  },
});

/** Whether it asks for labels only, and the pods have them all, as it nearly always is. */
function isMet({ selector, template }: Part['raw']): boolean {
  const { matchLabels, matchExpressions } = fields(selector);
  const [wanted, labels] = [fields(matchLabels), fields(fields(fields(template).metadata).labels)];
  const keys = Object.keys(wanted);
  return (
    matchExpressions === undefined && keys.length > 0 && keys.every((key) => ownField(labels, key) === wanted[key])
  );
}

function checkSelector(part: Part, report: PartReport): void {
  if (isMet(part.raw)) return;
  const { field } = part;
  const selector = field.at('selector');
  if (selector.isUnresolved || (selector.isGiven && !selector.isObject)) return;
  if (isNone(selector.at('matchLabels')) && isNone(selector.at('matchExpressions'))) {
    const what = selector.isGiven ? 'is empty' : 'is missing';
    tell(report, selector, `${what}: write matchLabels with labels that the pod template has`);
  } else {
    checkMatch(selector, selector.at('matchLabels'), labelsOf(field), report);
  }
}

function checkJob(part: Part, report: PartReport): void {
  const { field, holder } = part;
  const [selector, manual] = [field.at('selector'), field.at('manualSelector')];
  if (selector.isUnresolved || (manual.isGiven && typeof manual.raw !== 'boolean')) return;
  if (manual.raw !== true) checkGeneratedLabels(part, labelsOf(field), report);
  if (holder?.type === 'JobTemplateSpec') {
    const made = 'cannot be set in a CronJob, whose Jobs each get a selector of their own: drop it';
    if (selector.isGiven) tell(report, selector, made);
    if (manual.raw === true) tell(report, manual, made);
    return;
  }
  if (manual.raw !== true) {
    if (selector.isObject && !isGenerated(selector, part, labelsOf(field))) {
      tell(report, selector, 'is made by the API server: drop it');
    }
  } else if (!selector.isGiven) {
    tell(report, selector, 'is missing: write it, or drop manualSelector');
  } else {
    checkMatch(selector, selector.at('matchLabels'), labelsOf(field), report);
  }
}

function labelsOf(spec: Field): Field {
  return spec.at('template', 'metadata', 'labels');
}

function checkMatch(selector: Field, wanted: Field, labels: Field, report: PartReport): void {
  const { holder: metadata } = labels;
  // Of what cannot be read, other rules tell.
  if (!metadata?.holder?.isObject || !isObjectOrNone(metadata) || !isObjectOrNone(labels)) return;
  if (selector !== wanted && !isReadable(selector)) return;
  const unmet = selector === wanted ? undefined : unmetIn(selector, labels);
  const problem = mismatch(wanted, labels) ?? (unmet && `has no label as ${pathText(unmet.path)} asks for`);
  if (problem === undefined) return;
  const why = `so that ${pathText(selector.path)} does not match its pods: write the same labels in both`;
  report(labels, `the pod template ${problem}, ${why}`);
}

/** Whether nothing stands there, or nothing in it. */
function isNone(field: Field): boolean {
  return (
    !field.isUnresolved &&
    (!field.isGiven || (typeof field.raw === 'object' && Object.keys(field.raw as object).length === 0))
  );
}

export const W2 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'What a selector asks for can be read',
  why: 'The API server refuses the object.',
  source:
    'Kubernetes 1.29 to 1.37: staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/validation/validation.go (ValidateLabelSelectorRequirement)',
  bad: withSpec('PodDisruptionBudget', { selector: { matchExpressions: [{ key: 'app', operator: 'In' }] } }),
  good: withSpec('PodDisruptionBudget', { selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }),
  of: {
    LabelSelectorRequirement: (part, report) => {
      if (isLeftAlone(part)) return;
      const { field } = part;
      for (const [place, problem] of requirementProblems(field)) tell(report, place, problem);
    },
  },
});
