import { listOf, mapOf, NAME, oneOf, TEXT } from '../props/prop-types';
import { GuardAction, GuardFailurePolicy } from './guard-action';

/** The types of the props, for those who do not have TypeScript check them. */
export const OPERATOR_GUARD_PROPS = {
  name: NAME,
  rules: listOf(TEXT),
  actions: listOf(oneOf(GuardAction)),
  exemptNamespaces: listOf(TEXT),
  failurePolicy: oneOf(GuardFailurePolicy),
  labels: mapOf(TEXT),
  annotations: mapOf(TEXT),
};
