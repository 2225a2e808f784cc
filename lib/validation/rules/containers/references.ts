import type { Field } from '../../../model/field';
import { configMapKeyProblem, subdomainProblem } from '../../../model/kubernetes-names';
import type { Part } from '../../../schemas/parts';
import { quotedKey, quotedText } from '../../../text/key-name';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { tell, textOf } from '../pods/constraints';
import { using, variable } from '../workloads/using';

export const P8 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'A variable names a Secret or ConfigMap, and one of its keys, by names that are allowed',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateSecretKeySelector, validateConfigMapKeySelector, validateSecretEnvSource, validateConfigMapEnvSource)',
  bad: using({
    env: [variable('TOKEN'), { name: 'CERT', valueFrom: { configMapKeyRef: { name: 'ca', key: 'team/cert' } } }],
  }),
  good: using({
    env: [variable('TOKEN'), { name: 'CERT', valueFrom: { configMapKeyRef: { name: 'ca', key: 'cert' } } }],
  }),
  of: {
    SecretKeySelector: keyed('Secret'),
    ConfigMapKeySelector: keyed('ConfigMap'),
    SecretEnvSource: ({ field }, report) => checkName(field.at('name'), 'Secret', report),
    ConfigMapEnvSource: ({ field }, report) => checkName(field.at('name'), 'ConfigMap', report),
  },
});

function keyed(kind: string) {
  return ({ field }: Part, report: PartReport) => {
    checkName(field.at('name'), kind, report);
    const key = textOf(field.at('key'));
    const problem = key === undefined ? undefined : configMapKeyProblem(key);
    if (key === undefined || problem === undefined) return;
    const found = key === '' ? 'is missing' : `is ${quotedKey(key)}, which ${problem}`;
    tell(report, field.at('key'), `${found}: write a key that the ${kind} has`);
  };
}

function checkName(field: Field, kind: string, report: PartReport): void {
  const name = textOf(field);
  const problem = name === undefined ? undefined : subdomainProblem(name);
  if (name === undefined || problem === undefined) return;
  const found = name === '' ? 'is missing' : `is ${quotedText(name)}, which ${problem}`;
  tell(report, field, `${found}: write the name of a ${kind}`);
}
