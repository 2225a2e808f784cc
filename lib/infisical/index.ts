export type { ObjectReference, SecretKeyReference } from '../model/object-reference';
export * from './api-generation';
export * from './auth';
export * from './host';
export * from './key-catalogue';
export * from './location';
export * from './source';
