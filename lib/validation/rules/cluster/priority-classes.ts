import { shown } from '../../../text/shown';
import { tell } from '../../constraints';
import { ruleOnParts, Severity } from '../../rule';

const HIGHEST = 1_000_000_000;
/** Those that are there in every cluster. */
const OF_SYSTEM: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};

export const R19 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'A class of priority leaves those of the system alone',
  why: 'The API server refuses the class.',
  source: 'Kubernetes 1.29 to 1.37: pkg/apis/scheduling/validation/validation.go (ValidatePriorityClass)',
  bad: { objects: [{ kind: 'PriorityClass', value: 2_000_000_000 }] },
  good: { objects: [{ kind: 'PriorityClass', value: 1_000_000_000 }] },
  of: {
    PriorityClass: ({ field, resource }, report) => {
      const { name = '' } = resource.manifest.metadata;
      const value = field.at('value');
      if (!name.startsWith('system-')) {
        const isAbove = typeof value.raw === 'number' && value.raw > HIGHEST;
        if (isAbove) tell(report, value, `is ${shown(value.raw)}: write at most ${HIGHEST}`);
      } else if (!Object.hasOwn(OF_SYSTEM, name)) {
        report(
          field.at('metadata', 'name'),
          `the name "${name}" starts with system-, which is for Kubernetes: rename it`,
        );
      } else if (value.raw !== OF_SYSTEM[name] && !value.isUnresolved) {
        tell(report, value, `is ${shown(value.raw)}: that of "${name}" is ${OF_SYSTEM[name]}`);
      } else if (field.at('globalDefault').raw === true) {
        tell(report, field.at('globalDefault'), `must not be true for "${name}"`);
      }
    },
  },
});
