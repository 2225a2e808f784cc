import { REFUSED_FUNCTIONS, TEMPLATE_FUNCTIONS } from '../../../model/templates/functions';
import type { Call } from '../../../model/templates/go-template';
import { counted } from '../../../text/counted';
import { didYouMean } from '../../../text/did-you-mean';
import { quotedKey, shownKey } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { indexForm, templating, templatingV1beta1 } from './templating';

export const K1 = ruleOn('template', {
  severity: Severity.ERROR,
  title: 'A template can be read by Go and calls only functions that the operator has',
  why: 'A template that cannot be read fails the sync, and nothing is written of the whole object.',
  source:
    'operator v0.11.7: internal/services/infisicalsecret/reconciler.go (createInfisicalManagedKubeResource), internal/template/v1/template.go (newTemplate), internal/template/template.go; sprig v3.3.0 (TxtFuncMap); foldersIn: https://github.com/Infisical/kubernetes-operator/pull/120',
  bad: templating('{{ .TOKEN.Value | env }}'),
  good: templating('{{ .TOKEN.Value | trim }}'),
  check: ({ field, what, v1beta1, parsed }, report) => {
    if (parsed.problem !== undefined) report(field, `${what} cannot be read: ${parsed.problem}`);
    for (const problem of new Set(parsed.calls.flatMap(callProblem))) report(field, `${what} ${problem}`);
    if (v1beta1 || !parsed.calls.some(({ name }) => name === 'foldersIn')) return;
    report(field, `${what} calls "foldersIn", which v1alpha1 does not have: use an InfisicalStaticSecret`);
  },
});

function callProblem({ name, fields: chain }: Call): string[] {
  if (REFUSED_FUNCTIONS.has(name)) {
    return [`calls "${name}", which the operator refuses: its own environment is not for templates`];
  }
  if (TEMPLATE_FUNCTIONS.has(name)) return [];
  const isKey = chain.length > 0 || name === name.toUpperCase();
  const remedy = isKey
    ? `write .${[shownKey(name), ...(chain.length > 0 ? chain : ['Value'])].join('.')}`
    : didYouMean(name, TEMPLATE_FUNCTIONS, 'drop it');
  return [`calls ${quotedKey(name)}, which is no function of the operator: ${remedy}`];
}

export const K2 = ruleOn('template', {
  severity: Severity.ERROR,
  title: 'A template names a key that is no Go identifier in the index form',
  why: 'Behind a dot Go reads letters, digits and "_" only: the template cannot be read, and the sync fails.',
  source:
    'operator v0.11.7: internal/services/infisicalsecret/reconciler.go (createInfisicalManagedKubeResource), internal/template/v1/template.go (newTemplate), which is text/template of Go',
  bad: templating('{{ .my-key.Value }}'),
  good: templating('{{ (index . "my-key").Value }}'),
  check: ({ field, what, parsed }, report) => {
    for (const key of new Set(parsed.oddKeys)) {
      report(
        field,
        `${what} uses the key ${quotedKey(key)} in the dot form, which allows only letters, digits and "_": write ${indexForm(key)}`,
      );
    }
  },
});

/** What v1beta1 calls with so many operands, and how. */
const CALLS: ReadonlyMap<string, { readonly operands: number; readonly form: string }> = new Map([
  ['secretFrom', { operands: 2, form: 'secretFrom "/path" "NAME", in this order' }],
  ['foldersIn', { operands: 1, form: 'foldersIn "/path"' }],
]);

export const K9 = ruleOn('template', {
  severity: Severity.ERROR,
  title: 'secretFrom and foldersIn are called in v1beta1 only, with what they need',
  why: 'v1alpha1 has no such function, and in v1beta1 secretFrom has a path and a name, foldersIn a path: otherwise the sync fails.',
  source:
    'operator v0.11.7: internal/template/v1/template.go (newTemplate); foldersIn: https://github.com/Infisical/kubernetes-operator/pull/120',
  bad: templating('{{ secretFrom "/api" "TOKEN" }}'),
  good: templatingV1beta1({ data: { KEY: '{{ secretFrom "/web" "TOKEN" }}' } }),
  check: ({ field, what, v1beta1, parsed }, report) => {
    // That there is no foldersIn, K1 tells.
    if (!v1beta1 && parsed.calls.some(({ name }) => name === 'secretFrom')) {
      report(field, `${what} calls "secretFrom", which v1alpha1 does not have: use an InfisicalStaticSecret`);
    }
    for (const [name, { operands, form }] of v1beta1 ? CALLS : []) {
      const wrong = parsed.calls.find((call) => call.name === name && call.operands !== operands);
      if (wrong) report(field, `${what} calls "${name}" with ${counted(wrong.operands, 'operand')}: write ${form}`);
    }
  },
});
