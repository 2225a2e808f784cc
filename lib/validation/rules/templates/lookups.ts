import type { AppModel } from '../../../model/app-model';
import { usersByObject } from '../../../model/consumption';
import type { ManagedObject } from '../../../model/operator-resource';
import { existingKeys } from '../../../model/resource';
import { copiedKeys, type SecretTemplate } from '../../../model/secret-templates';
import type { Lookup } from '../../../model/templates/go-template';
import { didYouMean } from '../../../text/did-you-mean';
import { namedKeys, quotedKey, quotedName } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { indexForm, templating } from './templating';

const FIELDS = ['Value', 'SecretPath'];
/** What a secret of v1beta1 has beside them is a method, which gives the value. */
const METHODS = ['String'];

export const K3 = ruleOn('template', {
  severity: Severity.ERROR,
  title: 'A template uses only the fields Value and SecretPath of a secret',
  why: 'A secret has these two fields and no other: the sync fails, or writes "<no value>".',
  source: 'operator v0.11.7: internal/model/model.go (SecretTemplateOptions, V1TemplateOptions)',
  bad: templating('{{ .TOKEN.value }}'),
  good: templating('{{ .TOKEN.Value }}'),
  check: ({ field, what, v1beta1, parsed }, report) => {
    const problems = parsed.lookups.flatMap((lookup) => fieldProblem(lookup, v1beta1));
    for (const problem of new Set(problems)) report(field, `${what} ${problem}`);
  },
});

function fieldProblem({ key, fields: chain }: Lookup, v1beta1: boolean): string[] {
  const [field, extra] = chain;
  const wrong = FIELDS.includes(field) || (v1beta1 && METHODS.includes(field)) ? extra : field;
  if (wrong === undefined) return [];
  const meant = FIELDS.find((known) => known.toLowerCase() === wrong.toLowerCase());
  const dotted = [key, ...chain.filter((name) => !FIELDS.includes(name))].join('.');
  const remedy = meant
    ? `write "${meant}"`
    : `there are only "Value" and "SecretPath", and a key with dots needs ${indexForm(dotted)}`;
  return [`asks for the field ${quotedName(wrong)} of the secret ${quotedKey(key)}: ${remedy}`];
}

export const K5 = ruleOn('template', {
  severity: Severity.ERROR,
  title: 'A template uses only declared keys',
  why: 'A key that is missing is no error of the operator: the application gets the text "<no value>", and the sync counts as good.',
  source:
    'operator v0.11.7: internal/services/infisicalsecret/reconciler.go (createInfisicalManagedKubeResource), internal/template/v1/template.go (newTemplate): no Option, so missingkey=default; https://github.com/Infisical/kubernetes-operator/issues/121',
  bad: templating('{{ .TOKN.Value }}', ['TOKEN']),
  good: templating('{{ .TOKEN.Value }}', ['TOKEN']),
  check: (template, report, app) => {
    const { resource, field, what, object, outputKey } = template;
    const existing = existingKeys(resource);
    if (object === undefined || existing === undefined) return;
    for (const key of undeclaredKeys(template, existing)) {
      // Who uses what is copied under its own name is told there (C2).
      if (outputKey === key && copiedKeys(app).get(object)?.has(key) && isUsed(app, object, key)) continue;
      const remedy = didYouMean(key, namedKeys(existing), 'declare it, or drop it');
      report(
        field,
        `${what} uses the key ${quotedKey(key)}, which is not declared (a missing key would render as "<no value>"): ${remedy}`,
      );
    }
  },
});

function isUsed(app: AppModel, object: ManagedObject, key: string): boolean {
  return (usersByObject(app).get(object) ?? []).some(({ uses }) => uses.some((use) => use.key === key));
}

/** Keys that must exist and are not declared. A key whose field is wrong is left to the rule about fields. */
function undeclaredKeys({ parsed, v1beta1 }: SecretTemplate, declared: ReadonlySet<string>): Set<string> {
  const required = parsed.lookups.filter((lookup) => !lookup.optional && fieldProblem(lookup, v1beta1).length === 0);
  return new Set(required.flatMap(({ key }) => (declared.has(key) ? [] : [key])));
}
