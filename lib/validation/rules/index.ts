import type { AppRule } from '../app-rule';
import type { Rule } from '../rule';
import { ARGO_CD_RULES } from './argo-cd';
import { ARGO_CD_PROJECT_RULES } from './argo-cd-project';
import { AUTH_RULES } from './auth';
import { AUTO_RELOAD_RULES } from './auto-reload';
import { CONSUMED_KEY_RULES } from './consumed-keys';
import { CONSUMER_RULES } from './consumers';
import { CREDENTIAL_RULES } from './credentials';
import { GENERATOR_RULES } from './generators';
import { HEALTH_RULES } from './health';
import { HOST_RULES } from './host';
import { INSTALLATION_RULES } from './installation';
import { KEY_NAME_RULES } from './key-names';
import { LOGIN_RULES } from './logins';
import { MANAGED_CHANGE_RULES } from './managed-changes';
import { MANAGED_CONTENT_RULES } from './managed-content';
import { MANAGED_METADATA_RULES } from './managed-metadata';
import { MANAGED_OBJECT_RULES } from './managed-objects';
import { OBJECT_RULES } from './objects';
import { OPERATOR_VERSION_RULES } from './operator-version';
import { OWN_SECRET_RULES } from './own-secrets';
import { PLACEHOLDER_RULES } from './placeholders';
import { PUSH_AND_DYNAMIC_RULES } from './push-and-dynamic';
import { READABLE_FILE_RULES } from './readable-files';
import { REFERENCE_RULES } from './references';
import { REQUEST_RATE_RULES } from './request-rate';
import { S3, S5, S7 } from './sources/folder';
import { S1, S2, S4 } from './sources/project';
import { S13 } from './sources/slugs-and-ids';
import { S6, S8 } from './sources/static-secret';
import { SYNC_ORDER_RULES } from './sync-order';
import { TEMPLATE_OUTPUT_RULES } from './template-output';
import { TEMPLATE_RULES } from './templates';
import { TIMING_RULES } from './timing';
import { UNSET_TEXT_RULES } from './unset-texts';

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
  ...byId(MANAGED_OBJECT_RULES),
  ...byId(MANAGED_CONTENT_RULES),
  ...byId(MANAGED_CHANGE_RULES),
  ...byId(MANAGED_METADATA_RULES),
  ...byId(TEMPLATE_RULES),
  ...byId(TEMPLATE_OUTPUT_RULES),
  ...byId(KEY_NAME_RULES),
  ...byId(CONSUMER_RULES),
  ...byId(CONSUMED_KEY_RULES),
  ...byId(AUTO_RELOAD_RULES),
  ...byId(READABLE_FILE_RULES),
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
function byId(rules: readonly AppRule[], ...ids: string[]): Record<string, AppRule> {
  return Object.fromEntries(
    rules.filter(({ id }) => ids.length === 0 || ids.includes(id)).map((rule) => [rule.id, rule]),
  );
}
