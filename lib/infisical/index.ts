export * from './auth';
export * from './host';
export * from './references';
export * from './source';
