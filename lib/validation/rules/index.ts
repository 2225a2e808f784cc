import type { Rule } from '../rule';
import type { RuleId } from '../rule-ids';
import { X20, X21, X22 } from './argo-cd/applications';
import { X13 } from './argo-cd/health';
import { X17, X18 } from './argo-cd/hooks-and-waves';
import { X24 } from './argo-cd/permissions';
import { X23, X25 } from './argo-cd/projects';
import { X16, X19 } from './argo-cd/sync-order';
import { A9, A10 } from './authentication/credentials';
import { A11, A12, A14 } from './authentication/identity';
import { A6, A7, A8 } from './authentication/kubernetes';
import { A1, A2, A3 } from './authentication/method';
import { A4 } from './authentication/namespace';
import { A5 } from './authentication/required-parts';
import { H2, H6, H7 } from './hosts/connection';
import { H1, H3, H4, H5, H8 } from './hosts/url';
import { M12, M15, M18 } from './managed-objects/content';
import { M3, M4, M14 } from './managed-objects/creation-policy';
import { M13, M16, M17 } from './managed-objects/metadata';
import { M7, M8 } from './managed-objects/names';
import { M9, M10, M11 } from './managed-objects/secret-type';
import { M1, M2, M5, M6 } from './managed-objects/writers';
import { N0, N1, N2, N3, N4 } from './objects';
import { X3, X7, X14 } from './operator/releases';
import { X6 } from './operator/version';
import { X2, X4 } from './operator/watched-namespaces';
import { E3 } from './own-secrets';
import { X10, X11 } from './push-and-dynamic/destination';
import { X8, X9 } from './push-and-dynamic/fields';
import { X5, X12 } from './references/generators';
import { X1 } from './references/operator-references';
import { S3, S5, S7 } from './sources/folder';
import { S9 } from './sources/placeholders';
import { S1, S2, S4 } from './sources/project';
import { S13 } from './sources/slugs-and-ids';
import { S6, S8 } from './sources/static-secret';
import { K8, K11 } from './templates/form';
import { K7 } from './templates/key-names';
import { K3, K5 } from './templates/lookups';
import { K4, K6, K10 } from './templates/output';
import { K1, K2, K9 } from './templates/syntax';
import { T3, T4, T5, T7 } from './timing/flat-fields';
import { T1, T2, T6 } from './timing/interval';
import { T8 } from './timing/request-rate';
import { N6 } from './unset-texts';
import { C6, C7, C8, C9 } from './workloads/auto-reload';
import { C1, C5, C12 } from './workloads/consumption';
import { C2, C3 } from './workloads/keys';
import { C19 } from './workloads/readable-files';
import { C10, C11 } from './workloads/restarts';
import { C4, C13 } from './workloads/variables';

/** Where each rule is. Findings are told in this order. */
export const RULES_BY_ID = {
  S1,
  S2,
  S3,
  S4,
  S5,
  S6,
  S7,
  S8,
  S9,
  S13,
  A1,
  A2,
  A3,
  A4,
  A5,
  A6,
  A7,
  A8,
  A11,
  A12,
  A14,
  A9,
  A10,
  H1,
  H2,
  H3,
  H4,
  H5,
  H6,
  H7,
  H8,
  T1,
  T2,
  T3,
  T4,
  T5,
  T6,
  T7,
  T8,
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
  E3,
  X1,
  X5,
  X2,
  X3,
  X4,
  X6,
  X7,
  X8,
  X9,
  X10,
  X11,
  X12,
  X13,
  X14,
  X16,
  X17,
  X18,
  X19,
  X20,
  X21,
  X22,
  X23,
  X24,
  X25,
  N0,
  N1,
  N2,
  N6,
  N3,
  N4,
} satisfies Partial<Record<RuleId, Rule>>;

/** Every rule there is. */
export const RULES: readonly Rule[] = Object.values(RULES_BY_ID);
