import type { Field } from '../../../model/field';
import { qualifiedNameProblem } from '../../../model/kubernetes-names';
import { inThousandths, quantityIn } from '../../../model/quantity';
import { isExtended } from '../../../model/resource-names';
import { didYouMean } from '../../../text/did-you-mean';
import { quotedText } from '../../../text/key-name';
import { shown } from '../../../text/shown';
import { tell } from '../../constraints';
import type { PartReport } from '../../rule';
import { isPages, isWhole, pageProblem } from './huge-pages';

const STANDARD = ['cpu', 'memory', 'ephemeral-storage'];

export const isAmount = (raw: unknown): raw is string | number => typeof raw === 'string' || typeof raw === 'number';

/** What is wrong with amounts beside each other. */
export function checkLimits(field: Field, report: PartReport): void {
  const [limits, requests] = [field.at('limits'), field.at('requests')];
  for (const [name, request] of requests.entries()) checkLimit(name, request, limits, report);
  const names = [...limits.entries(), ...requests.entries()].map(([name]) => name);
  if (names.some(isPages) && !names.some((name) => name === 'cpu' || name === 'memory')) {
    tell(report, field, 'has huge pages, and neither cpu nor memory: write one of them, too');
  }
}

/** The amounts of a list of resources, each by itself. */
export function checkAmounts(list: Field, report: PartReport, problemOf = resourceProblem): void {
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
  if (isExact && limit.raw === undefined && (limits.isObject || limits.state === 'absent')) {
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
  if (STANDARD.includes(name)) return undefined;
  const problem = qualifiedNameProblem(name);
  if (problem) return `${problem}: write one of ${STANDARD.join(', ')}`;
  if (!name.includes('/')) {
    if (isPages(name)) return undefined;
    return `no container has: ${didYouMean(name, STANDARD, `write one of ${STANDARD.join(', ')}, or <domain>/<name>`)}`;
  }
  return isExtended(name) || name.includes('kubernetes.io/')
    ? undefined
    : 'is no name of a resource of nodes: write <domain>/<name>, not starting with "requests."';
}
