export * from './local-container';
export { LocalRun } from './local-run';
export type { LocalRunProps } from './local-run-props';
export * from './local-runner';
export * from './local-service';
export { LocalStack } from './local-stack';
export type { LocalStackProps } from './local-stack-props';
export * from './services';
