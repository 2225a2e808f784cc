/** The newest operator that the rules know. */
const NEWEST = 'v0.11.5';
/** The newest of which the CRDs are known: they are those of v0.11.5. */
const NEWEST_SCHEMAS = 'v0.11.7';

const VERSION = /^v?(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:[-+][\w.+-]*)?$/;

/** Whether a value names one version of the operator, in whole. */
export function isOperatorVersion(value: unknown): boolean {
  return typeof value === 'string' && VERSION.test(value);
}

/** Whether the operator is of that version or older; the newest known one where none, or nonsense, is stated. */
export function isAtMost(installed: string | undefined, version: string): boolean {
  const own = numbersOf(installed ?? NEWEST) ?? numbersOf(NEWEST) ?? [];
  const other = numbersOf(version) ?? [];
  const difference = other.map((number, i) => own[i] - number).find((step) => step !== 0);
  return difference === undefined || difference < 0;
}

/** Whether the operator is newer than those of which the rules know all fields. */
export function isBeyondKnown(installed: string | undefined): boolean {
  return installed !== undefined && !isAtMost(installed, NEWEST_SCHEMAS);
}

/** The remedy where only an operator of that version or a newer one is good enough: what the user can write. */
export function statedFrom(version: string): string {
  return `if the cluster has ${version} or a newer one, write it into cdk8s-infisical.yaml (\`operator: { version: ${version} }\`) or InfisicalOperator.configure`;
}

function numbersOf(version: string): number[] | undefined {
  const match = VERSION.exec(version);
  return match === null ? undefined : match.slice(1).map(Number);
}
