export { ArgoCdTracking } from './argo-cd-tracking';
export { type CheckOptions, InfisicalRules, type RuleFinding } from './infisical-rules';
/** @internal */
export { InfisicalValidation } from './infisical-validation';
export { Severity } from './rule';
