export * from './api-generation';
export * from './auth';
export * from './host';
export * from './key-catalogue';
export * from './location';
export * from './references';
export * from './source';
