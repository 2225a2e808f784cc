import { tellAtEnd } from './validation/report/end-of-run';

export * from './app';
export * from './argocd';
export * from './gitops';
export * from './infisical';
export * from './local';
export * from './sync';
export * from './validation';

tellAtEnd();
