export * from '../infisical/did-you-mean';
