import type { Field } from '../../../model/field';
import { httpHeaderNameProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { shown, shownText } from '../../../text/shown';
import { tell } from '../../constraints';
import { hasItems, textOf, wholeNumber } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { withContainer } from './examples';
import { endsBeforeOthers, podOf, tellUnlessOne } from './holders';
import { portProblem } from './ports';

const SOURCE = 'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go';
const COUNTS = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];
const GRACE = 'terminationGracePeriodSeconds';

export const P9 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'The numbers of a probe are allowed',
  why: 'The API server refuses the workload.',
  source: `${SOURCE} (validateProbe, validateLivenessProbe, validateReadinessProbe, validateStartupProbe)`,
  bad: withContainer({ livenessProbe: { tcpSocket: { port: 3000 }, successThreshold: 2 } }),
  good: withContainer({ readinessProbe: { tcpSocket: { port: 3000 }, successThreshold: 2 } }),
  of: {
    Probe: ({ field, holder }, report) => {
      // P11 tells of the whole probe.
      if (holder !== undefined && endsBeforeOthers(holder.field)) return;
      for (const name of COUNTS) checkCount(field.at(name), field.key, report);
      const grace = field.at(GRACE);
      const seconds = wholeNumber(grace.raw);
      if (field.key === 'readinessProbe' && grace.isGiven) {
        tell(report, grace, 'is not for readiness probes, which end nothing: drop it');
      } else if (seconds !== undefined && seconds <= 0) {
        tell(report, grace, `is ${shown(seconds)}: write a number above 0, or drop it`);
      }
    },
  },
});

function checkCount(field: Field, probe: string | number, report: PartReport): void {
  const number = wholeNumber(field.raw);
  if (number === undefined) return;
  if (number < 0) tell(report, field, `is ${shown(number)}: write a number from 0 on`);
  else if (field.key === 'successThreshold' && number > 1 && probe !== 'readinessProbe') {
    tell(
      report,
      field,
      `is ${shown(number)}, and one success is all that a ${probe} can wait for: write 1, or drop it`,
    );
  }
}

const OF_PROBES = ['exec', 'grpc', 'httpGet', 'tcpSocket'];
const OF_LIFECYCLES = ['exec', 'httpGet', 'sleep', 'tcpSocket'];

export const P10 = ruleOnParts({
  severity: Severity.ERROR,
  assumes: 'kubernetesVersion',
  tellsOfAbsence: true,
  title: 'A probe, or a hook of the lifecycle, does one thing, and has what it takes',
  why: 'The API server refuses the workload.',
  source: `${SOURCE} (validateHandler, validateExecAction, validateHTTPGetAction, ValidatePortNumOrName); validateSleepAction since 1.30, 0 seconds since 1.33 (PodLifecycleSleepAction, PodLifecycleSleepActionAllowZero)`,
  bad: withContainer({ livenessProbe: { httpGet: { path: '/health', port: 0 } } }),
  good: withContainer({ livenessProbe: { httpGet: { path: '/health', port: 3000 } } }),
  of: {
    Probe: (part, report) => {
      if (part.holder !== undefined && endsBeforeOthers(part.holder.field)) return;
      tellUnlessOne({ field: part.field, type: part.type, names: OF_PROBES, what: 'handler' }, report);
      checkAction(part.field, report);
      checkPort(part.field.at('grpc'), report, wholeNumber);
    },
    LifecycleHandler: (part, report, { settings: { kubernetesVersion } }) => {
      const { field, type, holder } = part;
      if (holder?.holder !== undefined && endsBeforeOthers(holder.holder.field)) return;
      const sleep = field.at('sleep');
      tellUnlessOne({ field, type, names: OF_LIFECYCLES, what: 'handler' }, report);
      checkAction(field, report);
      if (sleep.isObject) checkSleep(part, sleep, report, kubernetesVersion);
    },
  },
});

function checkAction(field: Field, report: PartReport): void {
  const [exec, http] = [field.at('exec'), field.at('httpGet')];
  if (exec.isObject) {
    const command = exec.at('command');
    const isNone = Array.isArray(command.raw) ? !hasItems(command.raw) : !command.isGiven;
    if (isNone) tell(report, command, 'is missing: write the program and its arguments');
  }
  checkPort(http, report);
  checkPort(field.at('tcpSocket'), report);
  for (const header of http.at('httpHeaders').items()) {
    const name = header.at('name');
    const text = textOf(name);
    const problem = text === undefined ? undefined : httpHeaderNameProblem(text);
    if (text !== undefined && problem) {
      tell(report, name, `${text === '' ? 'is missing' : `is ${shownText(text)}`}: the name of a header ${problem}`);
    }
  }
}

/** The port of an action; that of grpc has no name, and 0 where it has none. */
function checkPort(action: Field, report: PartReport, read: (raw: unknown) => unknown = (raw) => raw): void {
  if (!action.isObject) return;
  const port = action.at('port');
  const isOtherType = port.isGiven && read(port.raw) === undefined;
  const problem = isOtherType ? undefined : portProblem(port.raw);
  tell(report, port, problem);
}

function checkSleep(part: Part, sleep: Field, report: PartReport, version: string | undefined): void {
  if (!isKubernetes(version, '1.30')) {
    const told =
      version === undefined
        ? ', and nobody has told that of the cluster: set kubernetes.version in cdk8s-infisical.yaml'
        : `, the cluster has ${version}: use exec`;
    tell(report, sleep, `works since Kubernetes 1.30${told}`);
    return;
  }
  const field = sleep.at('seconds');
  const seconds = field.isGiven ? wholeNumber(field.raw) : 0;
  const grace = podOf(part).at(GRACE);
  const most = grace.isGiven ? wholeNumber(grace.raw) : 30;
  const least = isKubernetes(version, '1.33') ? 0 : 1;
  if (seconds === undefined || most === undefined || (seconds >= least && seconds <= most)) return;
  tell(report, field, `is ${shown(seconds)}: write a number from ${least} to the ${GRACE} of the pod, ${most}`);
}
