export { GitOpsApp, type GitOpsAppProps } from './gitops-app';
export { InfisicalProject } from './infisical-project';
export { ProjectEnvironment } from './project-environment';
export type { EnvironmentOptions, InfisicalProjectProps } from './project-props';
