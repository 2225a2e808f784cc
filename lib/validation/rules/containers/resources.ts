import type { Field } from '../../../model/field';
import { qualifiedNameProblem } from '../../../model/kubernetes-names';
import { inThousandths, quantityIn, quantityProblem } from '../../../model/quantity';
import { KUBERNETES_PARTS } from '../../../schemas/kubernetes-types';
import { fieldsOf, type PartType } from '../../../schemas/part-types';
import { didYouMean } from '../../../text/did-you-mean';
import { quotedText } from '../../../text/key-name';
import { shown } from '../../../text/shown';
import { type PartReport, ruleOn, ruleOnParts, Severity } from '../../rule';
import { tell } from '../pods/constraints';
import { withContainer } from './examples';
import { isPages, isWhole, pageProblem } from './huge-pages';

const WITH_QUANTITIES = Object.entries(KUBERNETES_PARTS).flatMap(([type, fields]) =>
  /[:}]Quantity\b/.test(fields) ? [type as PartType] : [],
);

export const P12 = ruleOn('part', {
  types: WITH_QUANTITIES,
  severity: Severity.ERROR,
  title: 'An amount of cpu, memory or storage is one that Kubernetes reads',
  why: 'The API server cannot decode the object and refuses it.',
  source: 'Kubernetes 1.29 to 1.37: staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go (ParseQuantity)',
  bad: withContainer({ resources: { limits: { memory: '512MB' } } }),
  good: withContainer({ resources: { limits: { memory: '512Mi' } } }),
  check: ({ field, type }, report) => {
    for (const [name, { type: own }] of fieldsOf(type)) {
      const scalar = own.shape === 'map' ? own.of : own;
      if (scalar.shape !== 'scalar' || scalar.scalar !== 'Quantity') continue;
      const amounts =
        own.shape === 'map'
          ? field
              .at(name)
              .entries()
              .map(([, amount]) => amount)
          : [field.at(name)];
      for (const amount of amounts) {
        const problem = isAmount(amount.raw) ? quantityProblem(amount.raw) : undefined;
        if (problem) tell(report, amount, problem);
      }
    }
  },
});

const isAmount = (raw: unknown): raw is string | number => typeof raw === 'string' || typeof raw === 'number';

const STANDARD = ['cpu', 'memory', 'ephemeral-storage'];

export const P13 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'A container asks for resources that exist, and for no more than its limit',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateContainerResourceRequirements, validateResourceClaimNames since 1.34)',
  bad: withContainer({ resources: { requests: { memory: '1Gi' }, limits: { memory: '512Mi' } } }),
  good: withContainer({ resources: { requests: { memory: '512Mi' }, limits: { memory: '1Gi' } } }),
  of: {
    ResourceRequirements: (part, report) => {
      if (part.holder?.type !== 'PodSpec') checkRequirements(part.field, report);
    },
    PodSpec: ({ field }, report) => checkAmounts(field.at('overhead'), report),
  },
});

/** What a container asks for, or a pod, which has fewer resources. */
export function checkRequirements(field: Field, report: PartReport, problemOf = resourceProblem): void {
  const [limits, requests] = [field.at('limits'), field.at('requests')];
  checkAmounts(limits, report, problemOf);
  checkAmounts(requests, report, problemOf);
  for (const [name, request] of requests.entries()) checkLimit(name, request, limits, report);
  const names = [...limits.entries(), ...requests.entries()].map(([name]) => name);
  if (names.some(isPages) && !names.some((name) => name === 'cpu' || name === 'memory')) {
    tell(report, field, 'has huge pages, and neither cpu nor memory: write one of them, too');
  }
}

/** The amounts of a list of resources, each by itself. */
function checkAmounts(list: Field, report: PartReport, problemOf = resourceProblem): void {
  for (const [name, amount] of list.entries()) {
    const problem = problemOf(name);
    if (problem) tell(report, amount, `is of the resource ${quotedText(name)}, which ${problem}`);
    const value = amountOf(amount);
    if (value === undefined) continue;
    const ofPages = isPages(name) && problem === undefined ? pageProblem(name, value) : undefined;
    if (value < 0n) tell(report, amount, `is ${shown(amount.raw)}: write an amount from 0 on`);
    else if (ofPages) tell(report, amount, `is ${shown(amount.raw)}${ofPages}`);
    else if (isExtended(name) && !isWhole(value)) tell(report, amount, `is ${shown(amount.raw)}: write a whole number`);
  }
}

/** In thousandths; nothing is none. P12 tells of what is no amount. */
export function amountOf({ raw, isUnresolved }: Field): bigint | undefined {
  if (raw === null && !isUnresolved) return 0n;
  const quantity = isAmount(raw) ? quantityIn(raw) : undefined;
  return quantity && inThousandths(quantity);
}

function checkLimit(name: string, request: Field, limits: Field, report: PartReport): void {
  const limit = limits.at(name);
  const asked = amountOf(request);
  const most = amountOf(limit);
  const isExact = isExtended(name) || isPages(name);
  if (isExact && limit.raw === undefined && !limits.isUnresolved) {
    tell(report, request, 'has no limit, and of such a resource nothing is lent: write the same amount as limit');
  }
  if (asked === undefined || most === undefined || asked < 0n || most < 0n) return;
  if (isExact && asked !== most) {
    tell(report, request, `is ${shown(request.raw)}, and its limit ${shown(limit.raw)}: write the same amount twice`);
  } else if (asked > most) {
    tell(
      report,
      request,
      `is ${shown(request.raw)}, above its limit ${shown(limit.raw)}: lower it, or raise the limit`,
    );
  }
}

function resourceProblem(name: string): string | undefined {
  const problem = qualifiedNameProblem(name);
  if (problem) return `${problem}: write one of ${STANDARD.join(', ')}`;
  if (!name.includes('/')) {
    if (STANDARD.includes(name) || isPages(name)) return undefined;
    return `no container has: ${didYouMean(name, STANDARD, `write one of ${STANDARD.join(', ')}, or <domain>/<name>`)}`;
  }
  if (name.includes('kubernetes.io/')) return undefined;
  const isQuota = name.startsWith('requests.') || qualifiedNameProblem(`requests.${name}`) !== undefined;
  return isQuota
    ? 'is no name of a resource of nodes: write <domain>/<name>, not starting with "requests."'
    : undefined;
}

/** Whether it is a resource that somebody adds to nodes, such as GPUs. */
function isExtended(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/') && resourceProblem(name) === undefined;
}
