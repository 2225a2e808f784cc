import type { Field } from '../../../model/field';
import { annotationKeyProblem, qualifiedNameProblem } from '../../../model/kubernetes-names';
import { type Quantity, quantityIn } from '../../../model/quantity';
import { shown, shownText } from '../../../text/shown';
import { tell } from '../../constraints';
import { textOf } from '../../go-values';
import type { PartReport } from '../../rule';

const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'].flatMap((name) => [`limits.${name}`, `requests.${name}`]);
const CPU = ['1m', '1'];
const BYTES = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** What is wrong with a field of its own pod that a variable or a file has, by the paths that it may have, and what to say of them. */
export function checkFieldOfPod(ref: Field, paths: readonly string[], remedy: string, report: PartReport): void {
  const [version, path] = [ref.at('apiVersion'), ref.at('fieldPath')];
  if (!['', 'v1'].includes(textOf(version) ?? ''))
    tell(report, version, `is ${shownText(textOf(version) ?? '')}: write "v1"`);
  const name = textOf(path);
  if (name === undefined || paths.includes(name)) return;
  const [, map, key = ''] = /^(metadata\.(?:labels|annotations))\['(.*)'\]$/s.exec(name) ?? [];
  if (map === undefined) {
    tell(report, path, `${found(name)}: write one of ${remedy}`);
    return;
  }
  const problem = map === 'metadata.labels' ? qualifiedNameProblem(key) : annotationKeyProblem(key);
  if (problem !== undefined) tell(report, path, `names the key ${shownText(key)}, which ${problem}`);
}

/** The same of what a container of the pod asks for. */
export function checkResourceOfContainer(ref: Field, report: PartReport): void {
  const [resource, divisor] = [ref.at('resource'), ref.at('divisor')];
  const name = textOf(resource);
  if (name === undefined) return;
  if (!/^(?:limits|requests)\.hugepages-/.test(name) && !RESOURCES.includes(name)) {
    tell(report, resource, `${found(name)}: write one of ${RESOURCES.join(', ')}`);
    return;
  }
  const units = name.endsWith('.cpu') ? CPU : BYTES;
  if (!isUnit(divisor.raw, units)) tell(report, divisor, `is ${shown(divisor.raw)}: write one of ${units.join(', ')}`);
}

function found(name: string): string {
  return name === '' ? 'is missing' : `is ${shownText(name)}`;
}

/** Whether an amount is one of the units, or none; P13 tells of what is no amount. */
function isUnit(raw: unknown, units: readonly string[]): boolean {
  if (typeof raw !== 'string' && typeof raw !== 'number') return true;
  const amount = quantityIn(raw);
  return amount === undefined || amount.nano === 0n || units.some((unit) => isSame(amount, quantityIn(unit), unit));
}

function isSame(amount: Quantity, one: Quantity | undefined, unit: string): boolean {
  return one?.nano === amount.nano && (one.format === amount.format || unit === '1');
}
