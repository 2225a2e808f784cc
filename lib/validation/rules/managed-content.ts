import { fields, ownField, text } from '../../json/json';
import type { AppModel } from '../../model/app-model';
import type { ManagedObject } from '../../model/managed-objects';
import { type TemplateBlock, templateBlocksOf, templatesByObject } from '../../model/secret-templates';
import { isPlain, writtenKeys } from '../../model/written-keys';
import { quotedNames } from '../../text/shown';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

interface Mandatory {
  readonly keys: readonly string[];
  /** Whether one of them is enough. */
  readonly anyOf?: true;
}

const MANDATORY: Readonly<Record<string, Mandatory>> = {
  'kubernetes.io/dockerconfigjson': { keys: ['.dockerconfigjson'] },
  'kubernetes.io/dockercfg': { keys: ['.dockercfg'] },
  'kubernetes.io/tls': { keys: ['tls.crt', 'tls.key'] },
  'kubernetes.io/basic-auth': { keys: ['username', 'password'], anyOf: true },
  'kubernetes.io/ssh-auth': { keys: ['ssh-privatekey'] },
};

const SENSITIVE = /pass(word|wd|phrase)|secret|token|private|credential|api[-_.]?key|access[-_.]?key/i;

/** What stands in managed objects. */
export const MANAGED_CONTENT_RULES: readonly Rule[] = [
  {
    id: 'M9',
    severity: Severity.ERROR,
    title: 'Only a Secret has a secretType',
    check: ({ managedObjects }, report) => {
      for (const { writer, kind, name, secretType } of managedObjects) {
        if (kind !== 'ConfigMap' || secretType === undefined) continue;
        report(
          writer,
          `the managed ConfigMap "${name}" has secretType "${secretType}", which only a Secret has: drop it`,
        );
      }
    },
  },
  {
    id: 'M10',
    severity: Severity.ERROR,
    title: 'A managed Secret has the keys that its type needs',
    check: (app, report) => {
      for (const object of app.managedObjects) {
        const { writer, kind, name, secretType = '' } = object;
        const mandatory = kind === 'Secret' ? ownField(MANDATORY, secretType) : undefined;
        const missing = mandatory === undefined ? [] : missingKeys(app, object, mandatory);
        if (mandatory === undefined || missing.length === 0) continue;
        const needed = mandatory.keys.map((key) => `"${key}"`).join(mandatory.anyOf ? ' or ' : ' and ');
        report(
          writer,
          `the managed Secret "${name}" of type "${secretType}" needs ${needed}, and nothing writes ${quotedNames(missing)}: add a template that does`,
        );
      }
    },
  },
  {
    id: 'M12',
    severity: Severity.ERROR,
    title: 'A template writes something',
    check: (app, report) => {
      for (const { resource, where, v1beta1 } of templateBlocksOf(app).filter(writesNothing)) {
        const remedy = v1beta1 ? 'add data, or drop the template' : 'set includeAllSecrets: true, or data';
        report(resource, `the template of ${where} writes no keys at all: ${remedy}`);
      }
    },
  },
  {
    id: 'M15',
    severity: Severity.WARNING,
    title: 'No secret is written into a ConfigMap',
    check: (app, report) => {
      for (const object of app.managedObjects) {
        if (object.kind !== 'ConfigMap') continue;
        const problem = exposure(app, object);
        if (problem) report(object.writer, `the managed ConfigMap "${object.name}" ${problem}`);
      }
    },
  },
  {
    id: 'M18',
    severity: Severity.WARNING,
    title: 'A dynamic secret has no template',
    check: ({ managedObjects }, report) => {
      for (const { writer, name, template } of managedObjects) {
        if (writer.manifest.kind !== 'InfisicalDynamicSecret' || template === undefined) continue;
        report(
          writer,
          `the operator ignores the template of the managed Secret "${name}" of a dynamic secret: drop it`,
        );
      }
    },
  },
];

/** The keys that are provably not written. */
function missingKeys(app: AppModel, object: ManagedObject, { keys, anyOf }: Mandatory): string[] {
  const written = writtenKeys(object);
  const whole = text(object.template?.data);
  const parsed = (templatesByObject(app).get(object) ?? []).map((template) => template.parsed);
  // One text that goes through all secrets writes keys which it does not name.
  const isKnown = whole === undefined ? written !== undefined : !parsed.some(({ usesAll }) => usesAll);
  if (!isKnown) return [];
  const missing = keys.filter((key) => !(whole === undefined ? written?.has(key) : whole.includes(key)));
  return anyOf && missing.length < keys.length ? [] : missing;
}

function writesNothing({ v1beta1, block }: TemplateBlock): boolean {
  const { data, includeAllSecrets } = block;
  // In v1beta1 the field is a mistake of its own (K8).
  if (!isPlain(block) || !isPlain(data) || !isPlain(includeAllSecrets) || includeAllSecrets === true) return false;
  if (data === undefined) return true;
  if (typeof data === 'string') return v1beta1 && data.trim() === '';
  return data === fields(data) && Object.keys(data).length === 0;
}

/** Why a ConfigMap gets values that are none of its readers' business, if it does. */
function exposure(app: AppModel, object: ManagedObject): string | undefined {
  const keys = writtenKeys(object);
  const parsed = (templatesByObject(app).get(object) ?? []).map((template) => template.parsed);
  const whole = text(object.template?.data) !== undefined;
  if ((keys === undefined && !whole) || parsed.some(({ usesAll }) => usesAll)) {
    return 'gets every key, whichever there are, and whoever may look at the namespace can read it: use a Secret, or pick keys with a template';
  }
  const used = new Set([...(keys ?? []), ...parsed.flatMap(({ lookups }) => lookups.map(({ key }) => key))]);
  const sensitive = [...used].filter((key) => SENSITIVE.test(key));
  if (sensitive.length === 0) return undefined;
  return `gets ${quotedNames(sensitive)}, and whoever may look at the namespace can read it: use a Secret`;
}
