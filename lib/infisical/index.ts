export type { ObjectReference, SecretKeyReference } from '../model/object-reference';
export * from './api-generation';
export * from './auth';
export * from './folder';
export * from './host';
export * from './infisical-kind';
export * from './key-catalogue';
export * from './secret-key';
export * from './source';
