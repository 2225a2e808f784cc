import type { AppRule as Rule } from '../app-rule';
import { AUTH_RULES } from './auth';
import { CONSUMER_RULES } from './consumers';
import { HOST_RULES } from './host';
import { INSTALLATION_RULES } from './installation';
import { KEY_NAME_RULES } from './key-names';
import { MANAGED_OBJECT_RULES } from './managed-objects';
import { OBJECT_RULES } from './objects';
import { SOURCE_RULES } from './source';
import { TEMPLATE_RULES } from './templates';
import { TIMING_RULES } from './timing';

/** Every rule there is. */
export const RULES: readonly Rule[] = [
  ...SOURCE_RULES,
  ...AUTH_RULES,
  ...HOST_RULES,
  ...TIMING_RULES,
  ...MANAGED_OBJECT_RULES,
  ...TEMPLATE_RULES,
  ...KEY_NAME_RULES,
  ...CONSUMER_RULES,
  ...INSTALLATION_RULES,
  ...OBJECT_RULES,
];
