import { fields, list, text } from '../../json/json';
import type { AppModel } from '../../model/app-model';
import { keyReferencesOf } from '../../model/credentials';
import { pathText } from '../../model/field';
import { templateBlocksOf } from '../../model/secret-templates';
import { isPlain } from '../../model/written-keys';
import { looksLikeCredential } from '../../text/credential-text';
import { keyNameProblem, quotedName } from '../../text/key-name';
import type { AppReport as Report, AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';
import { userOf } from './key-users';

/** What fills the gap decides: Flux puts a value in before the object is applied. */
const SUBSTITUTED = /^[-._a-zA-Z0-9]*(\$\{[A-Za-z_]\w*\}[-._a-zA-Z0-9]*)+$/;

/** What stands where the name of a key should. No message repeats it: it may be the value. */
export const KEY_NAME_RULES: readonly Rule[] = [
  {
    id: 'K7',
    severity: Severity.ERROR,
    title: 'A key is named by a valid name, and never by a value',
    check: (app, report) => {
      checkTemplates(app, report);
      checkWorkloads(app, report);
      checkReferences(app, report);
      checkPushes(app, report);
    },
  },
];

function checkTemplates(app: AppModel, report: Report): void {
  for (const { resource, where, object, block } of templateBlocksOf(app)) {
    Object.keys(isPlain(block.data) ? fields(block.data) : {}).forEach((key, i) => {
      const problem = object === undefined ? pushedKeyProblem(key) : keyNameProblem(key);
      if (problem) report(resource, `the key of entry ${i + 1} in the template of ${where} ${problem}`);
    });
  }
}

function checkWorkloads({ workloads }: AppModel, report: Report): void {
  for (const { resource, secretUses, configMapUses } of workloads) {
    const all = [
      ...secretUses.map((use) => ({ use, object: `the Secret ${quotedName(use.secretName)}` })),
      ...configMapUses.map((use) => ({ use, object: `the ConfigMap ${quotedName(use.configMapName)}` })),
    ];
    for (const { use, object } of all) {
      const problem = use.key === undefined || SUBSTITUTED.test(use.key) ? undefined : keyNameProblem(use.key);
      if (problem) report(resource, `the key of ${object} that ${userOf(use)} takes ${problem}`);
    }
  }
}

function checkReferences(app: AppModel, report: Report): void {
  for (const { resource, what, secretName } of app.scopes) {
    const problem = !secretName || SUBSTITUTED.test(secretName) ? undefined : keyNameProblem(secretName);
    if (problem) report(resource, `the secretName of the ${what} ${problem}`);
  }
  for (const { resource, field, key } of keyReferencesOf(app)) {
    const problem = SUBSTITUTED.test(key) ? undefined : keyNameProblem(key);
    if (problem) report(resource, `${pathText(field.path.slice(1))}.key ${problem}`);
  }
}

function checkPushes({ infisical }: AppModel, report: Report): void {
  for (const resource of infisical.filter(({ manifest }) => manifest.kind === 'InfisicalPushSecret')) {
    list(fields(fields(resource.manifest.spec).push).generators).forEach(({ destinationSecretName }, i) => {
      const problem = pushedKeyProblem(text(destinationSecretName) ?? 'NONE');
      if (problem) report(resource, `push.generators[${i}].destinationSecretName ${problem}`);
    });
  }
}

/** Infisical takes names that Kubernetes does not. */
function pushedKeyProblem(key: string): string | undefined {
  return /[:/@\p{Cc}]/u.test(key) || looksLikeCredential(key) ? keyNameProblem(key) : undefined;
}
