import { remembered } from '../text/remembered';

/** The releases of Kubernetes that the rules know: their fields, and what their API servers refuse. */
export const OLDEST_KUBERNETES = '1.29';
export const NEWEST_KUBERNETES = '1.37';

/** How its version is written, from the oldest on; also as `kubectl version` prints it: `v1.31.4+k3s1`. */
export const KUBERNETES_VERSION = String.raw`^v?1\.(29|[3-9]\d|[1-9]\d\d)(\.(0|[1-9]\d{0,8}))?([-+][\w.+-]+)?$`;
/** What to write where it is none of these. */
export const KUBERNETES_VERSION_REMEDY = `write a version from ${OLDEST_KUBERNETES} on, such as "1.34", or leave it out: then it is ${OLDEST_KUBERNETES}`;

export function isKubernetesVersion(value: unknown): boolean {
  return typeof value === 'string' && new RegExp(KUBERNETES_VERSION, 'u').test(value);
}

/** Whether a cluster has at least a minor release, `1.33`. Where nobody has told its version, it is the oldest. */
export function isKubernetes(version = OLDEST_KUBERNETES, atLeast: string): boolean {
  const [major, minor] = minorOf(version);
  const [wantedMajor, wantedMinor] = minorOf(atLeast);
  return major === wantedMajor ? minor >= wantedMinor : major > wantedMajor;
}

const minorOf = remembered((version): readonly [major: number, minor: number] => {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  return [Number(major ?? 0), Number(minor ?? 0)];
});
