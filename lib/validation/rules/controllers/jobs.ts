import type { Field } from '../../../model/field';
import { lengthProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import { tell } from '../../constraints';
import { type PartReport, ruleOnParts, Severity } from '../../rule';

const BATCH = 'pkg/apis/batch/validation/validation.go';
/** So many pods at once, or failed ones, can an indexed Job have. */
const MOST_PODS = 100_000;
/** With a limit for each index, more completions than that ask for narrower limits. */
const MANY_COMPLETIONS = 100_000;
const MOST_PODS_OF_MANY = 10_000;

function cronJobWith(job: object) {
  return { objects: [{ kind: 'CronJob' as const, spec: { jobTemplate: { spec: job } } }] };
}

export const W7 = ruleOnParts({
  severity: Severity.ERROR,
  assumes: 'kubernetesVersion',
  title: 'The counts of a Job fit its completion mode',
  why: 'The API server refuses the Job.',
  source: `Kubernetes 1.29 to 1.37: ${BATCH} (validateJobSpec); managedBy since 1.32 (JobManagedBy); scheduling of 1.37 is behind a closed feature gate (WorkloadWithJob)`,
  bad: cronJobWith({ completionMode: 'Indexed' }),
  good: cronJobWith({ completionMode: 'Indexed', completions: 3 }),
  of: {
    JobSpec: (part, report, { settings }) => {
      const { field } = part;
      for (const [place, problem] of countProblems(part)) tell(report, place, problem);
      checkManager(field.text('managedBy'), settings.kubernetesVersion, report);
      const scheduling = field.at('scheduling');
      if (!scheduling.isGiven || !isKubernetes(settings.kubernetesVersion, '1.37')) return;
      tell(report, scheduling, 'cannot be set without the feature gate WorkloadWithJob: drop it');
    },
  },
});

type Problem = readonly [place: Field, problem: string];

function countProblems(part: Part): Problem[] {
  const { field: job } = part;
  const [mode, perIndex, failed] = [
    job.at('completionMode'),
    job.at('backoffLimitPerIndex'),
    job.at('maxFailedIndexes'),
  ];
  if (mode.isUnresolved || perIndex.isUnresolved || failed.isUnresolved) return [];
  if (mode.isGiven && mode.raw !== 'NonIndexed') return mode.raw === 'Indexed' ? indexedProblems(part) : [];
  const problem = 'needs completionMode: Indexed: write that, or drop it';
  return [perIndex, failed].filter((place) => place.isGiven).map((place) => [place, problem]);
}

/** How many pods have to succeed. Of a Job that does not say how many run, either, the API server makes one pod. */
export function completionsOf({ field, holder }: Part): number | undefined {
  const [completions, parallelism] = [field.number('completions'), field.at('parallelism')];
  const isDefault = holder?.type === 'Job' && [completions, parallelism].every((one) => !one.isGiven);
  return isDefault && !completions.isUnresolved && !parallelism.isUnresolved ? 1 : completions.value;
}

function indexedProblems(part: Part): Problem[] {
  const { field: job } = part;
  const count = completionsOf(part);
  const [completions, parallelism, perIndex, failed] = [
    job.number('completions'),
    job.number('parallelism'),
    job.number('backoffLimitPerIndex'),
    job.number('maxFailedIndexes'),
  ];
  const isMany = (completions.value ?? 0) > MANY_COMPLETIONS && perIndex.isGiven;
  const most = isMany ? MOST_PODS_OF_MANY : MOST_PODS;
  const why = isMany ? ` of more than ${MANY_COMPLETIONS} completions with a limit for each index` : '';
  const isMissing = count === undefined && !completions.isGiven && !completions.isUnresolved;
  const tooMany = (place: Field<number>): Problem[] =>
    (place.value ?? 0) > most
      ? [[place, `is ${shown(place.value)}: write at most ${most} for an indexed Job${why}`]]
      : [];
  return [
    ...(isMissing ? [[completions, 'is missing: write how many, as an indexed Job needs it'] as const] : []),
    ...tooMany(parallelism),
    ...(failed.isGiven && !perIndex.isGiven
      ? [[perIndex, 'is missing: write it, as maxFailedIndexes needs it'] as const]
      : []),
    ...(isMany && !failed.isGiven ? [[failed, `is missing: write it for an indexed Job${why}`] as const] : []),
    ...((count ?? -1) >= 0 && (failed.value ?? 0) > (count ?? 0)
      ? [[failed, `is ${shown(failed.value)}: write at most completions, which are ${count}`] as const]
      : tooMany(failed)),
  ];
}

/** Before 1.32 the API server drops it. */
function checkManager(manager: Field<string>, version: string | undefined, report: PartReport): void {
  const { value } = manager;
  if (value === undefined || !isKubernetes(version, '1.32')) return;
  const problem = managerProblem(value);
  if (problem)
    tell(
      report,
      manager,
      `is ${shown(value)}, which ${problem}: write a domain, "/" and a name, such as example.com/queue`,
    );
}

function managerProblem(manager: string): string | undefined {
  const slash = manager.indexOf('/');
  if (slash <= 0 || slash === manager.length - 1) return 'is no domain with a path';
  if (!/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(manager.slice(slash + 1))) return 'has characters that no path has';
  return subdomainProblem(manager.slice(0, slash)) ?? lengthProblem(manager, 63);
}
