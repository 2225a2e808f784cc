import { subdomainProblem } from '../../../model/kubernetes-names';
import type { Part } from '../../../schemas/parts';
import { quotedText } from '../../../text/key-name';
import { tell } from '../../constraints';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { using, variable } from '../workloads/using';

export const P8 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A variable names a Secret or ConfigMap, and a key of it',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateSecretKeySelector, validateConfigMapKeySelector, validateSecretEnvSource, validateConfigMapEnvSource)',
  bad: using({
    env: [variable('TOKEN'), { name: 'CERT', valueFrom: { configMapKeyRef: { name: 'Ca', key: 'cert' } } }],
  }),
  good: using({
    env: [variable('TOKEN'), { name: 'CERT', valueFrom: { configMapKeyRef: { name: 'ca', key: 'cert' } } }],
  }),
  of: {
    SecretKeySelector: selectorCheck('Secret'),
    ConfigMapKeySelector: selectorCheck('ConfigMap'),
    SecretEnvSource: (part, report) => checkName(part, 'Secret', report, true),
    ConfigMapEnvSource: (part, report) => checkName(part, 'ConfigMap', report, true),
  },
});

function selectorCheck(kind: string) {
  return (part: Part, report: PartReport) => {
    checkName(part, kind, report);
    const { key } = part.raw;
    // K7 tells of what is no name of a key.
    if (key === undefined || key === null)
      tell(report, part.field.at('key'), `is missing: write a key that the ${kind} has`);
  };
}

function checkName(part: Part, kind: string, report: PartReport, mayEndInDash = false): void {
  const name = part.raw.name ?? '';
  if (typeof name !== 'string') return;
  const judged = mayEndInDash && name.endsWith('-') && name.length > 1 ? `${name.slice(0, -1)}a` : name;
  const problem = subdomainProblem(judged);
  if (problem === undefined) return;
  const found = name === '' ? 'is missing' : `is ${quotedText(name)}, which ${problem}`;
  tell(report, part.field.at('name'), `${found}: write the name of a ${kind}`);
}
