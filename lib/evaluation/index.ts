export { ArgoCdTracking } from '../model/argo-cd-tracking';
export { Severity } from '../validation/severity';
export { type CheckOptions, InfisicalRules, type RuleFinding } from './infisical-rules';
/** @internal */
export { InfisicalValidation } from './infisical-validation';
