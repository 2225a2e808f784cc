import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/**
 * A secret declared for one environment writes its Secret there. In another one the pod finds no Secret of that name, or
 * one that is not the one of the program, with other keys.
 */
export const OWN_SECRET_RULES: readonly Rule[] = [
  {
    id: 'E3',
    severity: Severity.ERROR,
    title: 'A workload uses the secrets of its own environment',
    check: ({ resources }, report) => {
      for (const resource of resources) {
        const { environment: here, secretsOfOtherApps = [] } = resource;
        for (const { path, environment: there } of secretsOfOtherApps) {
          const of = there === undefined ? 'another app' : `the environment "${there}"`;
          const own = here === undefined ? 'this one' : `"${here}"`;
          report(resource, `it uses the secret [${path}] of ${of}: declare one in ${own}, and use that`);
        }
      }
    },
  },
];
