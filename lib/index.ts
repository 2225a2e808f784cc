export * from './app';
export * from './gitops';
export * from './infisical';
export * from './local';
export * from './sync';
export * from './validation';
