import { remembered } from '../text/remembered';

/** The releases of Kubernetes that the rules know: their fields, and what their API servers refuse. */
export const OLDEST_KUBERNETES = '1.29';
export const NEWEST_KUBERNETES = '1.37';

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
