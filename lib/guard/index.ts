export * from './guard-action';
export * from './operator-guard';
