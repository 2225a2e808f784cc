import type { AppRule } from '../app-rule';
import type { Rule } from '../rule';
import { ARGO_CD_RULES } from './argo-cd';
import { ARGO_CD_PROJECT_RULES } from './argo-cd-project';
import { AUTH_RULES } from './auth';
import { CREDENTIAL_RULES } from './credentials';
import { GENERATOR_RULES } from './generators';
import { HEALTH_RULES } from './health';
import { HOST_RULES } from './host';
import { INSTALLATION_RULES } from './installation';
import { LOGIN_RULES } from './logins';
import { M12, M15, M18 } from './managed-objects/content';
import { M3, M4, M14 } from './managed-objects/creation-policy';
import { M13, M16, M17 } from './managed-objects/metadata';
import { M7, M8 } from './managed-objects/names';
import { M9, M10, M11 } from './managed-objects/secret-type';
import { M1, M2, M5, M6 } from './managed-objects/writers';
import { OBJECT_RULES } from './objects';
import { OPERATOR_VERSION_RULES } from './operator-version';
import { OWN_SECRET_RULES } from './own-secrets';
import { PLACEHOLDER_RULES } from './placeholders';
import { PUSH_AND_DYNAMIC_RULES } from './push-and-dynamic';
import { REFERENCE_RULES } from './references';
import { REQUEST_RATE_RULES } from './request-rate';
import { S3, S5, S7 } from './sources/folder';
import { S1, S2, S4 } from './sources/project';
import { S13 } from './sources/slugs-and-ids';
import { S6, S8 } from './sources/static-secret';
import { SYNC_ORDER_RULES } from './sync-order';
import { K8, K11 } from './templates/form';
import { K7 } from './templates/key-names';
import { K3, K5 } from './templates/lookups';
import { K4, K6, K10 } from './templates/output';
import { K1, K2, K9 } from './templates/syntax';
import { TIMING_RULES } from './timing';
import { UNSET_TEXT_RULES } from './unset-texts';
import { C6, C7, C8, C9 } from './workloads/auto-reload';
import { C1, C5, C12 } from './workloads/consumption';
import { C2, C3 } from './workloads/keys';
import { C19 } from './workloads/readable-files';
import { C10, C11 } from './workloads/restarts';
import { C4, C13 } from './workloads/variables';

/** Where each rule is. Findings are told in this order. */
export const RULES_BY_ID: Readonly<Record<string, Rule | AppRule>> = {
  S1,
  S2,
  S3,
  S4,
  S5,
  S6,
  S7,
  S8,
  ...byId(PLACEHOLDER_RULES),
  S13,
  ...byId(AUTH_RULES),
  ...byId(LOGIN_RULES),
  ...byId(CREDENTIAL_RULES),
  ...byId(HOST_RULES),
  ...byId(TIMING_RULES),
  ...byId(REQUEST_RATE_RULES),
  M1,
  M2,
  M3,
  M4,
  M5,
  M6,
  M7,
  M8,
  M9,
  M10,
  M12,
  M15,
  M18,
  M11,
  M14,
  M13,
  M16,
  M17,
  K1,
  K2,
  K3,
  K4,
  K5,
  K9,
  K6,
  K8,
  K10,
  K11,
  K7,
  C1,
  C4,
  C12,
  C13,
  C2,
  C3,
  C5,
  C6,
  C7,
  C8,
  C9,
  C10,
  C11,
  C19,
  ...byId(OWN_SECRET_RULES),
  ...byId(REFERENCE_RULES),
  ...byId(INSTALLATION_RULES, 'X2', 'X3', 'X4'),
  ...byId(OPERATOR_VERSION_RULES),
  ...byId(INSTALLATION_RULES, 'X7'),
  ...byId(PUSH_AND_DYNAMIC_RULES),
  ...byId(GENERATOR_RULES),
  ...byId(HEALTH_RULES),
  ...byId(INSTALLATION_RULES, 'X14'),
  ...byId(SYNC_ORDER_RULES),
  ...byId(ARGO_CD_RULES),
  ...byId(ARGO_CD_PROJECT_RULES),
  ...byId(OBJECT_RULES, 'N0', 'N1', 'N2'),
  ...byId(UNSET_TEXT_RULES),
  ...byId(OBJECT_RULES, 'N3', 'N4'),
};

/** Every rule there is. */
export const RULES: readonly (Rule | AppRule)[] = Object.values(RULES_BY_ID);

/** A family that is still a list: each of its rules becomes a line above. */
function byId(rules: readonly (Rule | AppRule)[], ...ids: string[]): Record<string, Rule | AppRule> {
  return Object.fromEntries(
    rules.filter(({ id }) => ids.length === 0 || ids.includes(id)).map((rule) => [rule.id, rule]),
  );
}
