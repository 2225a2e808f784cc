import type { SecretTemplate } from '../../../model/secret-templates';
import { CHANGING_FUNCTIONS, YAML_SAFE_FUNCTIONS } from '../../../model/templates/functions';
import { shownKey } from '../../../text/key-name';
import { quotedNames } from '../../../text/shown';
import { type Fix, ruleOn, Severity } from '../../rule';
import { templating, templatingV1beta1 } from './templating';

export const K4 = ruleOn('template', {
  hasFix: true,
  severity: Severity.ERROR,
  operators: [{ of: 'v1alpha1' }, { of: 'v1beta1', without: 'secretAsText' }],
  title: 'A v1alpha1 template writes the Value of a secret, not the secret itself',
  why: 'Go prints the secret as it holds it, such as "{value /path}", which is of use to no application.',
  source: 'operator v0.11.7: internal/model/model.go (SecretTemplateOptions has no String, V1TemplateOptions has)',
  bad: templating('{{ .TOKEN }}'),
  good: templating('{{ .TOKEN.Value }}'),
  check: (template, report) => {
    const { field, what, parsed } = template;
    const keys = new Set(parsed.outputs.flatMap(({ bareKey }) => bareKey ?? []));
    for (const [i, key] of [...keys].entries()) {
      const name = shownKey(key);
      const { remedy, form } = isIdentifier(key)
        ? { form: `.${name}`, remedy: `.${name}.Value` }
        : { form: `index . "${name}"`, remedy: `(index . "${name}").Value` };
      const message = `${what} writes "{{ ${form} }}", the secret with its path in braces: write {{ ${remedy} }}`;
      report(field, message, i === 0 ? writingTheValue(template) : undefined);
    }
  },
});

/** What it writes today is the text of a Go struct, which no application can use. */
function writingTheValue({ object, field, outputKey, source }: SecretTemplate): Fix | undefined {
  const value = source.replaceAll(/\{\{(-?\s*)\.([A-Za-z_]\w*)(\s*-?)\}\}/g, '{{$1.$2.Value$3}}');
  if (object === undefined || outputKey === undefined || value === source) return undefined;
  return { message: `the template of "${outputKey}" now writes the .Value`, edits: [{ path: field.path, value }] };
}

function isIdentifier(key: string): boolean {
  return /^[\p{L}_][\p{L}\p{Nd}_]*$/u.test(key);
}

export const K6 = ruleOn('template', {
  severity: Severity.WARNING,
  title: 'A template renders the same text each time',
  why: 'What differs from the last time is a change: the Secret is written anew, and workloads with auto-reload restart.',
  source:
    'operator v0.11.7: internal/services/infisicalsecret/reconciler.go (updateInfisicalManagedKubeSecret), internal/services/infisicalstaticsecret/reconciler.go (SyncKubeSecret)',
  bad: templating('{{ .TOKEN.Value }}-{{ now | unixEpoch }}'),
  good: templating('{{ .TOKEN.Value }}-{{ .EPOCH.Value }}'),
  check: ({ field, what, parsed }, report) => {
    const names = new Set(parsed.calls.map(({ name }) => name).filter((name) => CHANGING_FUNCTIONS.has(name)));
    if (names.size === 0) return;
    report(
      field,
      `${what} calls ${quotedNames(names)}, so that it renders another text each time and every sync counts as a change: store the value in Infisical`,
    );
  },
});

export const K10 = ruleOn('template', {
  severity: Severity.WARNING,
  operators: [{ of: 'v1beta1' }],
  title: 'A template that renders all keys as one text quotes the values',
  why: 'The text is read as YAML: a ":" or "@" in a value fails the sync, and "#" cuts off what follows.',
  source: 'operator v0.11.7: internal/template/v1/template.go (RenderBulkTemplate), with yaml.v3 v3.0.1',
  bad: templatingV1beta1({ data: 'TOKEN: {{ .TOKEN.Value }}' }),
  good: templatingV1beta1({ data: 'TOKEN: {{ .TOKEN.Value | toRawJson }}' }),
  check: ({ field, what, outputKey, parsed }, report) => {
    if (outputKey !== undefined) return;
    const isUnsafe = parsed.outputs.some(
      ({ hasValue, functions }) => hasValue && !functions.some((name) => YAML_SAFE_FUNCTIONS.has(name)),
    );
    if (!isUnsafe) return;
    report(
      field,
      `${what} writes a value without quoting, and a character such as ":" or "#" in it breaks the YAML: write "!!binary {{ … | b64enc | quote }}", which holds every value`,
    );
  },
});
