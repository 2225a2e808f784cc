export * from './app';
export * from './infisical';
export * from './sync';
export * from './validation';
