import { k8s } from 'cdk8s-plus-28';
import { PLAIN_OBJECT, type PropType } from '../props/prop-types';
import type { PropsProblem } from '../props/props-problem';
import { quotedText } from '../text/key-name';

interface Part {
  readonly [field: string]: unknown;
}

const QUANTITIES = new Set(['sizeLimit', 'divisor']);
const QUANTITY_MAPS = new Set(['requests', 'limits']);
const NUMBERS_OR_TEXTS = new Set(['maxUnavailable', 'maxSurge']);

/** The words of Kubernetes, with the classes that cdk8s-plus has for quantities: of a plain text it would write nothing. */
export function typedWords<T>(value: T): T {
  return typedPart(value, '') as T;
}

function typedPart(value: unknown, field: string): unknown {
  if (Array.isArray(value)) return value.map((item) => typedPart(item, ''));
  if (isPart(value)) {
    const parts = Object.entries(value).map(([name, part]): [string, unknown] => [
      name,
      typedPart(part, QUANTITY_MAPS.has(field) ? 'divisor' : name),
    ]);
    return Object.fromEntries(parts);
  }
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  if (QUANTITIES.has(field)) return quantityOf(value);
  return NUMBERS_OR_TEXTS.has(field) ? numberOrText(value) : value;
}

function quantityOf(value: string | number): k8s.Quantity {
  return typeof value === 'string' ? k8s.Quantity.fromString(value) : k8s.Quantity.fromNumber(value);
}

function numberOrText(value: string | number): k8s.IntOrString {
  return typeof value === 'string' ? k8s.IntOrString.fromString(value) : k8s.IntOrString.fromNumber(value);
}

/** An object in the words of Kubernetes as cdk8s-plus spells them: what it does not know, it would leave out without a word. */
export function kubernetesWords(toJson: (value: never) => unknown): PropType {
  return (value, path) => {
    const problems = PLAIN_OBJECT(value, path);
    if (problems.length > 0) return problems;
    try {
      return lostFields(value, toJson(typedWords(value) as never), path);
    } catch {
      return [lostProblem(`${path} has a part of another type than Kubernetes has there`)];
    }
  };
}

function lostFields(given: unknown, written: unknown, path: string): PropsProblem[] {
  if (Array.isArray(given)) {
    return given.flatMap((item, i) =>
      lostFields(item, Array.isArray(written) ? written[i] : undefined, `${path}[${i}]`),
    );
  }
  if (!isPart(given)) return [];
  const fields = new Map(
    Object.entries(isPart(written) ? written : {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return Object.entries(given).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const place = `${path}.${name}`;
    if (fields.has(name.toLowerCase())) return lostFields(value, fields.get(name.toLowerCase()), place);
    const spelt = name.replace(/[A-Z]{2,}/g, (run) => run[0] + run.slice(1).toLowerCase());
    const remedy =
      spelt === name ? 'drop it, or give it by podSpec' : `write ${quotedText(spelt)}, or give it by podSpec`;
    return [lostProblem(`${path} has no field ${quotedText(name)} in the words of cdk8s-plus: ${remedy}`)];
  });
}

function lostProblem(message: string): PropsProblem {
  return { rule: 'N5', message };
}

/** Neither a list nor an instance of a class. */
function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}
