import type { AppModel } from '../../../model/app-model';
import { keyReferencesOf } from '../../../model/credentials';
import { pathText } from '../../../model/field';
import { templateBlocksOf } from '../../../model/secret-templates';
import { keysInText } from '../../../model/templates/keys-in-text';
import { looksLikeCredential } from '../../../text/credential-text';
import { keyNameProblem, quotedName } from '../../../text/key-name';
import { type Report, ruleOn, Severity } from '../../rule';
import { writing } from '../managed-objects/writing';
import { userOf } from '../workloads/key-users';

/** What fills the gap decides: Flux puts a value in before the object is applied. */
const SUBSTITUTED = /^[-._a-zA-Z0-9]*(\$\{[A-Za-z_]\w*\}[-._a-zA-Z0-9]*)+$/;

/** What stands where the name of a key should. No message repeats it: it may be the value. */
export const K7 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A key is named by a valid name, and never by a value',
  why: 'The API server refuses other names of keys; and a value that stands in the place of a name is in git, in the open.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateSecret, ValidateConfigMap), staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go (IsConfigMapKey)',
  bad: writing({ template: { data: { 'my key': '{{ .KEY.Value }}' } } }),
  good: writing({ template: { data: { 'my-key': '{{ .KEY.Value }}' } } }),
  check: (app, report) => {
    checkTemplates(app, report);
    checkWorkloads(app, report);
    checkReferences(app, report);
    checkPushes(app, report);
  },
});

function checkTemplates(app: AppModel, report: Report): void {
  for (const { resource, where, object, data } of templateBlocksOf(app)) {
    data.entries().forEach(([key, field], i) => {
      const problem = object === undefined ? pushedKeyProblem(key) : keyNameProblem(key);
      if (problem) report(resource, field, `the key of entry ${i + 1} in the template of ${where} ${problem}`);
    });
    for (const { key, line } of typeof data.raw === 'string' ? keysInText(data.raw) : []) {
      const problem = keyNameProblem(key);
      if (problem) report(resource, data, `the key in line ${line} of the template of ${where} ${problem}`);
    }
  }
}

function checkWorkloads({ workloads }: AppModel, report: Report): void {
  for (const { resource, uses } of workloads) {
    for (const use of uses) {
      const problem = namedProblem(use.key);
      if (problem === undefined) continue;
      const object = `the ${use.kind} ${quotedName(use.name)}`;
      report(resource, use.keyField, `the key of ${object} that ${userOf(use)} takes ${problem}`);
    }
  }
}

function checkReferences(app: AppModel, report: Report): void {
  for (const { owner, what, secretName } of app.operator.flatMap(({ sources }) => sources)) {
    const problem = namedProblem(secretName.value || undefined);
    if (problem) report(owner.resource, secretName, `the secretName of the ${what} ${problem}`);
  }
  for (const { resource, field, key } of keyReferencesOf(app)) {
    const problem = namedProblem(key);
    if (problem) report(resource, field.at('key'), `${pathText(field.path.slice(1))}.key ${problem}`);
  }
}

function checkPushes({ operator }: AppModel, report: Report): void {
  for (const { kind, resource, spec } of operator) {
    if (kind !== 'InfisicalPushSecret') continue;
    for (const [i, generator] of spec.at('push', 'generators').items().entries()) {
      const name = generator.text('destinationSecretName');
      const problem = pushedKeyProblem(name.value ?? 'NONE');
      if (problem) report(resource, name, `push.generators[${i}].destinationSecretName ${problem}`);
    }
  }
}

function namedProblem(key: string | undefined): string | undefined {
  return key === undefined || SUBSTITUTED.test(key) ? undefined : keyNameProblem(key);
}

/** Infisical takes names that Kubernetes does not. */
function pushedKeyProblem(key: string): string | undefined {
  return /[:/@\p{Cc}]/u.test(key) || looksLikeCredential(key) ? keyNameProblem(key) : undefined;
}
