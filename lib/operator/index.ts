export * from './argo-cd-operator-release';
export * from './flux-operator-release';
export * from './operator-release';
export type { OperatorReleaseProps } from './operator-release-props';
