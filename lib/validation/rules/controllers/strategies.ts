import { type Field, pathText } from '../../../model/field';
import { isKubernetes } from '../../../model/kubernetes-version';
import { shown } from '../../../text/shown';
import { simpleText } from '../../../text/simple-text';
import { tell } from '../../constraints';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';

export const W5 = ruleOnParts({
  severity: Severity.ERROR,
  assumes: 'kubernetesVersion',
  title: 'How pods are replaced can be done',
  why: 'The API server refuses the object: of a rolling update some pod must be allowed to be missing or to be there in addition.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/apps/validation/validation.go (ValidateDeploymentStrategy, ValidateDaemonSetUpdateStrategy, validateRollingUpdateStatefulSet; maxUnavailable of a StatefulSet counts since 1.37, where its Recreate is behind a closed feature gate)',
  bad: withSpec('Deployment', { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } } }),
  good: withSpec('Deployment', { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '10%' } } }),
  of: {
    DeploymentStrategy: ({ field }, report) => {
      if (field.at('type').raw === 'Recreate') checkRollingUpdate(field, 'Recreate', report);
    },
    StatefulSetUpdateStrategy: ({ field }, report) => {
      const type = field.text('type');
      if (type.value === 'OnDelete') checkRollingUpdate(field, 'OnDelete', report);
      if (type.value !== 'Recreate') return;
      tell(
        report,
        type,
        'is "Recreate", which no release has without the feature gate StatefulSetRecreateStrategy: write RollingUpdate or OnDelete',
      );
    },
    RollingUpdateDeployment: (part, report) => {
      if (part.holder?.field.at('type').raw === 'Recreate') return;
      const [unavailable, surge] = [part.field.at('maxUnavailable'), part.field.at('maxSurge')];
      if (!isAmountOrPercent(unavailable, report, 100) || !isAmountOrPercent(surge, report)) return;
      if (amountOf(unavailable, 25) !== 0 || amountOf(surge, 25) !== 0) return;
      tell(report, unavailable, 'and maxSurge are both 0, so that no pod can be replaced: let one be more');
    },
    RollingUpdateDaemonSet: ({ field, holder }, report) => {
      if (holder?.field.at('type').raw === 'OnDelete') return;
      const [unavailable, surge] = [field.at('maxUnavailable'), field.at('maxSurge')];
      if (!isAmountOrPercent(unavailable, report, 100) || !isAmountOrPercent(surge, report, 100)) return;
      const [missing, more] = [amountOf(unavailable, 1), amountOf(surge, 0)];
      const path = pathText(unavailable.path);
      if (missing === 0 && more === 0) {
        tell(report, unavailable, 'and maxSurge are both 0, so that no pod can be replaced: let one be more');
      } else if (missing !== 0 && more !== 0) {
        const found = unavailable.isGiven ? '' : ', which is 1 where it is missing,';
        tell(report, surge, `and ${path}${found} are both more than 0: write 0 for one of them`);
      }
    },
    RollingUpdateStatefulSetStrategy: ({ field, holder }, report, { settings }) => {
      const unavailable = field.at('maxUnavailable');
      const type = holder?.field.at('type').raw;
      // Before that, the API server drops it.
      if (!isKubernetes(settings.kubernetesVersion, '1.37') || (type && type !== 'RollingUpdate')) return;
      if (!isAmountOrPercent(unavailable, report, 100) || amountOf(unavailable, 1) !== 0) return;
      tell(report, unavailable, `is ${shown(unavailable.raw)}, so that no pod can be replaced: write 1 or more`);
    },
  },
});

function checkRollingUpdate(strategy: Field, type: string, report: PartReport): void {
  const update = strategy.at('rollingUpdate');
  if (update.isGiven) tell(report, update, `cannot stand beside type: ${type}: drop one of them`);
}

/** Whether it is a number of pods, or a share of them; tells if it is none. Of another type F2 tells. */
function isAmountOrPercent(place: Field, report: PartReport, mostPercent = Number.POSITIVE_INFINITY): boolean {
  const { raw } = place;
  if (place.isUnresolved) return false;
  if (typeof raw === 'number') {
    if (!Number.isInteger(raw)) return false;
    if (raw < 0) tell(report, place, `is ${shown(raw)}: write 0 or more, or a share such as "25%"`);
    return raw >= 0;
  }
  if (typeof raw !== 'string') return !place.isGiven;
  if (!/^[0-9]+%$/.test(raw)) {
    tell(report, place, `is ${shown(raw)}: write a number of pods, or a share such as "25%"`);
    return false;
  }
  if (Number.parseInt(raw, 10) <= mostPercent) return true;
  tell(report, place, `is ${shown(raw)}: write at most "${mostPercent}%"`);
  return false;
}

function amountOf({ raw }: Field, missing: number): number {
  return raw === undefined || raw === null ? missing : Number.parseInt(simpleText(raw), 10);
}
