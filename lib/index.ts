export * from './app';
export * from './infisical';
export * from './local';
export * from './sync';
export * from './validation';
