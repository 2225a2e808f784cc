export { InfisicalRules } from './infisical-rules';
