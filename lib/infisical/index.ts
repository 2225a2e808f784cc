export * from './auth';
export * from './host';
export * from './location';
export * from './references';
export * from './source';
