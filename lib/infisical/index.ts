export * from './api-generation';
export * from './auth';
export * from './folder';
export * from './host';
export * from './key-catalogue';
export * from './references';
export * from './source';
