export { PodSecurity } from './applied-pod-security';
export * from './container-probe';
export type { KeyedContainerProps } from './keyed-container-props';
export type { KeyedPodProps } from './keyed-pod-props';
export type { KeyedSidecarProps } from './keyed-sidecar-props';
export { PodSecurityLevel } from './pod-security';
