import type { Field } from '../../../model/field';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { quotedText } from '../../../text/key-name';
import { shown } from '../../../text/shown';
import { tell } from '../../constraints';
import type { PartReport } from '../../rule';
import { amountOf, checkAmounts, checkLimits } from './amounts';
import { containersOf } from './holders';
import { isPages } from './huge-pages';

/** What a pod asks for as a whole: since 1.34; before, it is dropped. */
export function checkPodResources({ field: pod, resource }: Part, report: PartReport, version?: string): void {
  const whole = pod.at('resources');
  if (!whole.isObject || !isKubernetes(version, '1.34')) return;
  if (pod.at('os', 'name').raw === 'windows') {
    tell(report, whole, 'are not for pods of Windows: drop them');
    return;
  }
  if (whole.at('claims').isGiven) tell(report, whole.at('claims'), 'are for containers: claim there');
  const [limits, requests] = [whole.at('limits'), whole.at('requests')];
  for (const list of [limits, requests]) checkAmounts(list, report, podResourceProblem);
  checkLimits(whole, report);
  const isPod = resource.manifest.kind === 'Pod';
  for (const [name, amount] of requests.entries()) {
    checkSum({ name, amount, sum: sumOf(pod, (own) => askedOf(own, name, isPod)) }, report);
  }
  for (const [name, amount] of limits.entries()) {
    if (isPages(name))
      checkSum({ name, amount, sum: sumOf(pod, (own) => amountOf(own.at('limits', name)) ?? 0n) }, report);
    else checkEach({ pod, name, amount }, report);
    // A Pod that does not say what it asks for asks for what its containers do.
    if (!isPod || isPages(name) || requests.at(name).isGiven) continue;
    checkSum({ name, amount, sum: sumOf(pod, (own) => askedOf(own, name, true)) }, report);
  }
}

function podResourceProblem(name: string): string | undefined {
  return name === 'cpu' || name === 'memory' || isPages(name)
    ? undefined
    : 'no pod has as a whole: write cpu or memory';
}

/** Where a Pod does not say what a container asks for, it is its limit. */
function askedOf(resources: Field, name: string, isPod: boolean): bigint {
  const asked = resources.at('requests', name);
  return amountOf(asked.raw === undefined && isPod ? resources.at('limits', name) : asked) ?? 0n;
}

/** The most that runs at once: init containers that go on count for all that start after them. */
function sumOf(pod: Field, amountIn: (resources: Field) => bigint): bigint {
  const { containers, initContainers } = containersOf(pod);
  let goingOn = 0n;
  let most = 0n;
  for (const container of initContainers) {
    const amount = amountIn(container.at('resources'));
    if (container.at('restartPolicy').raw === 'Always') goingOn += amount;
    const now = container.at('restartPolicy').raw === 'Always' ? goingOn : goingOn + amount;
    if (now > most) most = now;
  }
  const together = containers.reduce((sum, container) => sum + amountIn(container.at('resources')), goingOn);
  return together > most ? together : most;
}

function checkSum({ name, amount, sum }: { name: string; amount: Field; sum: bigint }, report: PartReport): void {
  const own = amountOf(amount);
  if (own === undefined || own < 0n || sum <= own) return;
  tell(
    report,
    amount,
    `is ${shown(amount.raw)}, and its containers have more of ${quotedText(name)} together: raise it`,
  );
}

function checkEach({ pod, name, amount }: { pod: Field; name: string; amount: Field }, report: PartReport): void {
  const own = amountOf(amount);
  for (const container of containersOf(pod).containers) {
    const limit = container.at('resources', 'limits', name);
    const most = limit.raw === undefined ? undefined : amountOf(limit);
    if (own === undefined || most === undefined || most <= own) continue;
    tell(report, limit, `is ${shown(limit.raw)}, above that of the pod, ${shown(amount.raw)}: lower it, or raise that`);
  }
}
