import type { AppModel } from '../../../model/app-model';
import { isLease, type ManagedObject, shownObject, writtenKeys } from '../../../model/operator-resource';
import { templatesByObject } from '../../../model/secret-templates';
import { quotedNames } from '../../../text/shown';
import { ruleOn, Severity, withSpec } from '../../rule';
import { writing, writingConfigMap } from './writing';

const SENSITIVE = /pass(word|wd|phrase)|secret|token|private|credential|api[-_.]?key|access[-_.]?key/i;

export const M12 = ruleOn('templateBlock', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A template writes something',
  why: 'A template stands in the place of all keys: without data, the operator writes an object with none, and says that it has synced.',
  source:
    'operator v0.11.7: internal/services/infisicalsecret/reconciler.go (createInfisicalManagedKubeResource), internal/services/infisicalstaticsecret/reconciler.go (RenderTargetOutput)',
  bad: writing({ template: { metadata: { labels: { team: 'checkout' } } } }),
  good: writing({ template: { includeAllSecrets: true, metadata: { labels: { team: 'checkout' } } } }),
  check: ({ resource, where, object, v1beta1, block, data }, report) => {
    const all = block.at('includeAllSecrets');
    // In v1beta1 the field is a mistake of its own (K8).
    if (data.isUnresolved || all.isUnresolved || all.raw === true || data.raw === null) return;
    const isText = v1beta1 && typeof data.raw === 'string' && data.raw.trim() === '';
    const isMap = data.isObject && data.entries().length === 0;
    if (data.isGiven && !isText && !isMap) return;
    const { selectionName: name } = resource;
    const remedy = v1beta1 ? 'add data, or drop the template' : 'set includeAllSecrets: true, or data';
    report(
      data,
      name !== undefined && object?.kind === 'Secret' && object.name.value === name
        ? `no key of "${name}" is selected, so that it would be empty: let a workload select keys, or use SecretProjection.ALL`
        : `the template of ${where} writes no keys at all: ${remedy}`,
    );
  },
});

const HOST = '{{ .HOST.Value }}';

export const M15 = ruleOn('managedObject', {
  severity: Severity.WARNING,
  title: 'No secret is written into a ConfigMap',
  why: 'ConfigMaps are read by many who may not read Secrets, and are not encrypted where Secrets are.',
  source: 'https://kubernetes.io/docs/concepts/configuration/configmap/',
  bad: writingConfigMap({ template: { engineVersion: 'v1', data: { HOST, TOKEN: '{{ .TOKEN.Value }}' } } }),
  good: writingConfigMap({ template: { engineVersion: 'v1', data: { HOST } } }),
  check: (object, report, app) => {
    const problem = object.kind === 'ConfigMap' ? exposureOf(app, object) : undefined;
    if (problem) report(object.field, `the ${shownObject(object)} ${problem}`);
  },
});

/** Why a ConfigMap gets values that are none of its readers' business, if it does. */
function exposureOf(app: AppModel, object: ManagedObject): string | undefined {
  const keys = writtenKeys(object);
  const parsed = (templatesByObject(app).get(object) ?? []).map((template) => template.parsed);
  if ((keys === undefined && typeof object.data.raw !== 'string') || parsed.some(({ usesAll }) => usesAll)) {
    return 'gets every key, whichever there are, and whoever may look at the namespace can read it: use a Secret, or pick keys with a template';
  }
  const used = new Set([...(keys ?? []), ...parsed.flatMap(({ lookups }) => lookups.map(({ key }) => key))]);
  const sensitive = [...used].filter((key) => SENSITIVE.test(key));
  if (sensitive.length === 0) return undefined;
  return `gets ${quotedNames(sensitive)}, and whoever may look at the namespace can read it: use a Secret`;
}

const lease = { secretName: 'database-lease', secretNamespace: 'shop', creationPolicy: 'Owner' };

export const M18 = ruleOn('managedObject', {
  severity: Severity.WARNING,
  title: 'A dynamic secret has no template',
  why: 'The field is in the schema and nobody reads it: the Secret holds what the lease has, under its own names.',
  source:
    'operator v0.11.7: internal/services/infisicaldynamicsecret/reconciler.go (createInfisicalManagedKubeSecret, CreateDynamicSecretLease)',
  bad: withSpec('InfisicalDynamicSecret', {
    managedSecretReference: { ...lease, template: { data: { USER: '{{ .DB_USERNAME.Value }}' } } },
  }),
  good: withSpec('InfisicalDynamicSecret', { managedSecretReference: lease }),
  check: (object, report) => {
    if (!isLease(object) || !object.template.isGiven) return;
    report(
      object.template,
      `the operator ignores the template of the ${shownObject(object)} of a dynamic secret: drop it`,
    );
  },
});
