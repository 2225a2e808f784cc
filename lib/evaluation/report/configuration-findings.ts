import { committedConfiguration } from '../../configuration/committed-configuration';
import { ConfigurationError } from '../../configuration/read-configuration';
import { RULE_IDS } from '../../validation/rule-ids';
import { Severity } from '../../validation/severity';
import type { FindingRecord } from './finding-record';

/** What is wrong with the committed configuration. */
export function configurationFindings(): FindingRecord[] {
  try {
    committedConfiguration(RULE_IDS);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map((problem) => {
      const [, path, message = problem] = /^(\S+:\d+:\d+): (.*)$/.exec(problem) ?? [];
      return { severity: Severity.ERROR, ...(path !== undefined && { path }), message };
    });
  }
}
