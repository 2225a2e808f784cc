import type { AppModel } from '../../model/app-model';
import { usersByObject } from '../../model/consumption';
import type { ManagedObject } from '../../model/managed-objects';
import { existingKeys } from '../../model/resource';
import { copiedKeys, type SecretTemplate, templatesOf } from '../../model/secret-templates';
import { REFUSED_FUNCTIONS, TEMPLATE_FUNCTIONS } from '../../model/templates/functions';
import type { Call, Lookup } from '../../model/templates/go-template';
import { didYouMean } from '../../text/did-you-mean';
import { namedKeys, quotedKey, quotedName, shownKey } from '../../text/key-name';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

const FIELDS = ['Value', 'SecretPath'];

/** Go templates of managed objects and pushes: whether they can be read, and what they look up. */
export const TEMPLATE_RULES: readonly Rule[] = [
  {
    id: 'K1',
    severity: Severity.ERROR,
    title: 'A template can be read by Go and calls only functions that the operator has',
    check: (app, report) => {
      for (const { resource, what, parsed } of templatesOf(app)) {
        if (parsed.problem !== undefined) report(resource, `${what} cannot be read: ${parsed.problem}`);
        for (const problem of new Set(parsed.calls.flatMap(callProblem))) report(resource, `${what} ${problem}`);
      }
    },
  },
  {
    id: 'K2',
    severity: Severity.ERROR,
    title: 'A template names a key that is no Go identifier in the index form',
    check: (app, report) => {
      for (const { resource, what, parsed } of templatesOf(app)) {
        for (const key of new Set(parsed.oddKeys)) {
          report(
            resource,
            `${what} uses the key ${quotedKey(key)} in the dot form, which allows only letters, digits and "_": write ${indexForm(key)}`,
          );
        }
      }
    },
  },
  {
    id: 'K3',
    severity: Severity.ERROR,
    title: 'A template uses only the fields Value and SecretPath of a secret',
    check: (app, report) => {
      for (const { resource, what, parsed } of templatesOf(app)) {
        for (const problem of new Set(parsed.lookups.flatMap(fieldProblem))) report(resource, `${what} ${problem}`);
      }
    },
  },
  {
    id: 'K4',
    severity: Severity.ERROR,
    title: 'A v1alpha1 template writes the Value of a secret, not the secret itself',
    check: (app, report) => {
      for (const { resource, what, v1beta1, parsed } of templatesOf(app)) {
        if (v1beta1) continue;
        for (const key of new Set(parsed.outputs.flatMap(({ bareKey }) => bareKey ?? []))) {
          const name = shownKey(key);
          const { remedy, form } = isIdentifier(key)
            ? { form: `.${name}`, remedy: `.${name}.Value` }
            : { form: `index . "${name}"`, remedy: `(index . "${name}").Value` };
          report(resource, `${what} writes "{{ ${form} }}", the secret with its path in braces: write {{ ${remedy} }}`);
        }
      }
    },
  },
  {
    id: 'K5',
    severity: Severity.ERROR,
    title: 'A template uses only declared keys',
    check: (app, report) => {
      for (const template of templatesOf(app)) {
        const { resource, what, object } = template;
        const existing = existingKeys(resource);
        if (object === undefined || existing === undefined) continue;
        for (const key of undeclaredKeys(template, existing)) {
          // Who uses what is copied under its own name is told there (C2).
          if (template.outputKey === key && copiedKeys(app).get(object)?.has(key) && isUsed(app, object, key)) continue;
          const remedy = didYouMean(key, namedKeys(existing), 'declare it, or drop it');
          report(
            resource,
            `${what} uses the key ${quotedKey(key)}, which is not declared (a missing key would render as "<no value>"): ${remedy}`,
          );
        }
      }
    },
  },
  {
    id: 'K9',
    severity: Severity.ERROR,
    title: 'secretFrom is called in v1beta1 only, with a path and a name',
    check: (app, report) => {
      for (const { resource, what, v1beta1, parsed } of templatesOf(app)) {
        const calls = parsed.calls.filter(({ name }) => name === 'secretFrom');
        if (calls.length > 0 && !v1beta1) {
          report(resource, `${what} calls "secretFrom", which v1alpha1 does not have: use an InfisicalStaticSecret`);
        }
        const wrong = calls.find(({ operands }) => operands !== 2);
        if (v1beta1 && wrong) {
          report(
            resource,
            `${what} calls "secretFrom" with ${wrong.operands} operands: write secretFrom "/path" "NAME", in this order`,
          );
        }
      }
    },
  },
];

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

function fieldProblem({ key, fields: chain }: Lookup): string[] {
  const [field, extra] = chain;
  const wrong = FIELDS.includes(field) ? extra : field;
  if (wrong === undefined) return [];
  const meant = FIELDS.find((known) => known.toLowerCase() === wrong.toLowerCase());
  const dotted = [key, ...chain.filter((name) => !FIELDS.includes(name))].join('.');
  const remedy = meant
    ? `write "${meant}"`
    : `there are only "Value" and "SecretPath", and a key with dots needs ${indexForm(dotted)}`;
  return [`asks for the field ${quotedName(wrong)} of the secret ${quotedKey(key)}: ${remedy}`];
}

function isUsed(app: AppModel, object: ManagedObject, key: string): boolean {
  return (usersByObject(app).get(object) ?? []).some(({ uses }) => uses.some((use) => use.key === key));
}

/** Keys that must exist and are not declared. A key whose field is wrong is left to the rule about fields. */
function undeclaredKeys({ parsed }: SecretTemplate, declared: ReadonlySet<string>): Set<string> {
  const required = parsed.lookups.filter((lookup) => !lookup.optional && fieldProblem(lookup).length === 0);
  return new Set(required.flatMap(({ key }) => (declared.has(key) ? [] : [key])));
}

function indexForm(key: string): string {
  return `{{ (index . "${shownKey(key)}").Value }}`;
}

function isIdentifier(key: string): boolean {
  return /^[\p{L}_][\p{L}\p{Nd}_]*$/u.test(key);
}
