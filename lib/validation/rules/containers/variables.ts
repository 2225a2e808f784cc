import type { Field } from '../../../model/field';
import type { Part } from '../../../schemas/parts';
import { quotedName } from '../../../text/key-name';
import { tell } from '../../constraints';
import { hasItems, isMissing } from '../../go-values';
import { ruleOnParts, Severity } from '../../rule';
import { variable } from '../workloads/using';
import { withContainer } from './examples';
import { tellUnlessOne } from './holders';

const SOURCE = 'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go';
const SOURCES = ['configMapKeyRef', 'fieldRef', 'resourceFieldRef', 'secretKeyRef'];

export const P6 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'A variable has a value or one source',
  why: 'The API server refuses the workload.',
  source: `${SOURCE} (validateEnvVarValueFrom, ValidateEnvFrom)`,
  bad: withContainer({ env: [variable('TOKEN'), { name: 'MODE', valueFrom: {} }] }),
  good: withContainer({ env: [variable('TOKEN'), { name: 'MODE', value: 'fast' }] }),
  of: {
    EnvVar: (part, report) => {
      const { value, valueFrom } = part.raw;
      if (typeof value !== 'string' || value === '' || isMissing(valueFrom)) return;
      const { field } = part;
      const source = field.at('valueFrom');
      if (!source.isObject) return;
      tell(report, source, `stands beside a value, for the variable ${nameOf(field)}: keep one of them`);
    },
    EnvVarSource: (part, report) => {
      const value = part.holder?.raw.value;
      if (typeof value === 'string' && value !== '') return;
      const names = isMissing(part.raw.fileKeyRef) ? SOURCES : [...SOURCES, 'fileKeyRef'];
      if (numberOf(part.raw, names) === 1) return;
      tellUnlessOne({ field: part.field, type: part.type, names, what: 'source' }, report);
    },
    Container: (part, report) => {
      if (!hasItems(part.raw.envFrom)) return;
      for (const source of part.field.at('envFrom').items()) {
        if (typeof source.raw === 'object') {
          const names = ['configMapRef', 'secretRef'];
          tellUnlessOne({ field: source, type: 'EnvFromSource', names, what: 'source' }, report);
        }
      }
    },
  },
});

function numberOf(raw: Part['raw'], names: readonly string[]): number {
  return names.filter((name) => raw[name] !== undefined && raw[name] !== null).length;
}

function nameOf(variable: Field): string {
  const { raw } = variable.at('name');
  return typeof raw === 'string' ? quotedName(raw) : '';
}
