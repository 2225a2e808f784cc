const NUMBER = String.raw`(0|[1-9]\d{0,8})`;
/** How its version is written: `2.9`, or as its image is tagged, `v2.9.0`. */
export const EXTERNAL_SECRETS_VERSION = String.raw`^v?${NUMBER}[.]${NUMBER}([.]${NUMBER})?([-+][\w.+-]+)?$`;
const VERSION = new RegExp(EXTERNAL_SECRETS_VERSION, 'u');

export function isExternalSecretsVersion(value: unknown): boolean {
  return typeof value === 'string' && VERSION.test(value);
}

/** Whether the operator is certainly older than a release, `2.5`: nobody knows where its version has not been told. */
export function isOlderThan(version: string | undefined, release: string): boolean {
  const [one, other] = [numbersIn(version), numbersIn(release)];
  if (one === undefined || other === undefined) return false;
  return one[0] < other[0] || (one[0] === other[0] && one[1] < other[1]);
}

/** Whether the operator may serve a version of its API, `v1beta1`: any where its own has not been told. */
export function mayServe(operatorVersion: string | undefined, apiVersion: string): boolean {
  if (operatorVersion === undefined) return true;
  if (apiVersion === 'v1') return !isOlderThan(operatorVersion, '0.16');
  return apiVersion !== 'v1beta1' || isOlderThan(operatorVersion, '0.17');
}

function numbersIn(version: string | undefined): readonly [major: number, minor: number] | undefined {
  const [, major, minor] = VERSION.exec(version ?? '') ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor)];
}
