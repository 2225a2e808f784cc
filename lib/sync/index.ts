export * from './creation-policy';
export * from './synced-secret';
