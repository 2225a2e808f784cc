import { tellAtEnd } from './evaluation/report/end-of-run';

export * from './app';
export * from './argocd';
export * from './evaluation';
export * from './flux';
export * from './gitops';
export * from './guard';
export * from './images';
export * from './infisical';
export * from './local';
export * from './operator';
export * from './pods';
export * from './sync';

tellAtEnd();
