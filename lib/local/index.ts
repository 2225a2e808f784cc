export * from './backing-service';
export * from './local-service';
export { LocalStack, type LocalStackProps } from './local-stack';
