import { remembered } from '../text/remembered';

/** The oldest operator of which it is known what it does: older releases cannot be read any more. */
export const OLDEST_OPERATOR = 'v0.10.4';
/** The newest operator that is known; it is taken for that where nobody tells. */
export const NEWEST_OPERATOR = 'v0.11.17';

const NUMBER = String.raw`(0|[1-9]\d{0,8})`;
const FROM_OLDEST = String.raw`(0\.10\.([4-9]|[1-9]\d{1,8})|0\.(1[1-9]|[2-9]\d|[1-9]\d{2,8})\.${NUMBER}|[1-9]\d{0,8}\.${NUMBER}\.${NUMBER})`;
const BUILD = String.raw`([-+][\w.+-]+)?`;

/** How its version is written, from the oldest on. */
export const OPERATOR_VERSION = `^v?${FROM_OLDEST}${BUILD}$`;
/** What to write where it is none of these. */
export const OPERATOR_VERSION_REMEDY = `write all of a version from ${OLDEST_OPERATOR} on, such as "${NEWEST_OPERATOR}", or leave it out: then it is ${NEWEST_OPERATOR}`;

/** Why a value is no version of the operator that can be judged, if it is none. */
export function operatorVersionProblem(value: unknown): string | undefined {
  if (typeof value !== 'string' || !ANY_VERSION.test(value)) return `no version: ${OPERATOR_VERSION_REMEDY}`;
  if (KNOWN_VERSION.test(value)) return undefined;
  return `older than ${OLDEST_OPERATOR}, of which nothing is known here: upgrade the operator, and ${OPERATOR_VERSION_REMEDY}`;
}

const ANY_VERSION = new RegExp(`^v?${NUMBER}[.]${NUMBER}[.]${NUMBER}${BUILD}$`, 'u');
const KNOWN_VERSION = new RegExp(OPERATOR_VERSION, 'u');

/** Whether one version is at least another; what is no version is taken for the newest. */
export function isOperatorFrom(version: string, wanted: string): boolean {
  const [own, other] = [version, wanted].map(numbersOf);
  const at = other.findIndex((number, i) => own[i] !== number);
  return at < 0 || own[at] > other[at];
}

const numbersOf = remembered((version): readonly number[] => {
  const known = ANY_VERSION.test(version) ? version : NEWEST_OPERATOR;
  return /^v?(\d+)[.](\d+)[.](\d+)/.exec(known)?.slice(1).map(Number) ?? [];
});
