export { GitOpsApp, type GitOpsAppProps } from './gitops-app';
export { InfisicalProject, ProjectEnvironment } from './infisical-project';
export type { EnvironmentOptions, InfisicalProjectProps } from './project-props';
