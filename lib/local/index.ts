export * from './local-runner';
export * from './local-service';
export { LocalStack } from './local-stack';
export type { LocalStackProps } from './local-stack-props';
export * from './services';
