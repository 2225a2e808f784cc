import { type AppModel, perApp } from '../../../model/app-model';
import { MOST_WRITERS } from '../../../model/consumption';
import { type ExternalSecret, externalSecretsAtInfisical } from '../../../model/delivery/external-secrets';
import { type SecretWriter, secretWritersByName } from '../../../model/delivery/secret-writers';
import { isUnplaced } from '../../../model/resource';
import type { ObjectUse, Workload } from '../../../model/workloads';
import { didYouMean } from '../../../text/did-you-mean';
import { namedKeys, quotedKey } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { externalSecretWith, podUsing, storeWith } from './examples';

const WITH_TEMPLATE = { template: { data: { url: 'https://api:{{ .TOKEN }}@example.com' } } };

export const O13 = ruleOn('workload', {
  severity: Severity.ERROR,
  title: 'A workload uses keys that the ExternalSecret gives its Secret',
  why: 'The container is never started (CreateContainerConfigError), a volume never mounted. A template replaces what is fetched, but for mergePolicy Merge.',
  source:
    'external-secrets v2.9.0: pkg/controllers/externalsecret/externalsecret_controller_template.go (ApplyTemplate)',
  bad: { objects: [storeWith({}), externalSecretWith({ target: WITH_TEMPLATE }), podUsing('TOKEN')] },
  good: {
    objects: [
      storeWith({}),
      externalSecretWith({ target: { template: { mergePolicy: 'Merge', ...WITH_TEMPLATE.template } } }),
      podUsing('TOKEN'),
    ],
  },
  check: (workload, report, app) => {
    const byResource = atInfisicalByResource(app);
    if (byResource.size === 0) return;
    for (const use of workload.uses) {
      const { key } = use;
      if (use.kind !== 'Secret' || key === undefined || use.isOptional || use.optional.isUnresolved) continue;
      const writers = writersOf(app, workload, use);
      // Of many writers of one Secret, O16 tells.
      if (writers.length === 0 || writers.length > MOST_WRITERS) continue;
      const objects = writers.flatMap(({ delivered }) => delivered ?? []);
      if (objects.length < writers.length) continue;
      if (!writers.every(({ resource }) => byResource.has(resource))) continue;
      if (objects.some(({ keys, further }) => further !== undefined || keys.has(key))) continue;
      const [writer] = writers.flatMap(({ resource }) => byResource.get(resource) ?? []);
      const keys = objects.flatMap((object) => [...object.keys.keys()]);
      if (writer)
        report(use.keyField, `${shownUse(use)} is no key of the Secret "${use.name}": ${remedyFor(writer, key, keys)}`);
    }
  },
});

const atInfisicalByResource = perApp(
  (app) => new Map(externalSecretsAtInfisical(app).map((one) => [one.resource, one])),
);

/** Who writes what a workload uses: in its namespace, or as little known as that. */
function writersOf(app: AppModel, workload: Workload, { name }: ObjectUse): readonly SecretWriter[] {
  const namespace = isUnplaced(workload.resource) ? undefined : workload.namespace;
  const all = secretWritersByName(app).get(name);
  // What may be in any namespace may be what is used.
  const isClear = all !== undefined && (namespace === undefined ? all.size === 1 : !all.has(undefined));
  return (isClear && all.get(namespace)) || [];
}

function shownUse({ key = '' }: ObjectUse): string {
  return quotedKey(key);
}

function remedyFor({ name, target, provided }: ExternalSecret, key: string, keys: readonly string[]): string {
  if (target.hidesProvided && provided.keys.has(key)) {
    return `the template of the ExternalSecret "${name}" replaces what is fetched: write mergePolicy: Merge, or the key in its data`;
  }
  const known = namedKeys(keys);
  const has = known.length === 0 ? 'has none' : `has ${known.slice(0, 10).join(', ')}`;
  return didYouMean(key, known, `the ExternalSecret "${name}" ${has}`);
}

export const O14 = ruleOn('externalSecret', {
  severity: Severity.ERROR,
  title: 'A template of an ExternalSecret looks up what it fetches',
  why: 'A key that is missing fails the whole (missingkey=error): the Secret is not made, or stays as it was.',
  source: 'external-secrets v2.9.0: runtime/template/v2/template.go (execute)',
  bad: { objects: [storeWith({}), externalSecretWith({ target: { template: { data: { url: '{{ .TOKN }}' } } } })] },
  good: { objects: [storeWith({}), externalSecretWith({ target: { template: { data: { url: '{{ .TOKEN }}' } } } })] },
  check: ({ resource, target, provided, name }, report) => {
    const { keys, further } = provided;
    if (further.length > 0 || keys.size === 0) return;
    for (const template of target.templates) {
      const { parsed, field } = template;
      // `index` takes what is missing for an empty text.
      if (template.resource !== resource || parsed.calls.some((call) => call.name === 'index')) continue;
      const missing = new Set(parsed.lookups.map(({ key }) => key).filter((key) => !keys.has(key)));
      for (const key of missing) {
        const remedy = didYouMean(key, namedKeys(keys.keys()), 'write an entry of data for it');
        report(
          field,
          `the template looks up ${quotedKey(key)}, which the ExternalSecret "${name}" does not fetch: ${remedy}`,
        );
      }
    }
  },
});
