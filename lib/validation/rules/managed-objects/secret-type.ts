import type { AppModel, Settings } from '../../../model/app-model';
import { MANDATORY_KEYS, type MandatoryKeys } from '../../../model/mandatory-keys';
import { doesOperator } from '../../../model/operator-features';
import {
  isLease,
  type ManagedObject,
  managedAddress,
  shownObject,
  writtenKeys,
} from '../../../model/operator-resource';
import { previousByAddress } from '../../../model/previous-objects';
import { existingKeys } from '../../../model/resource';
import { templatesByObject } from '../../../model/secret-templates';
import { alikeName } from '../../../text/alike-name';
import { namedKeys, quotedKey } from '../../../text/key-name';
import { quotedNames } from '../../../text/shown';
import { ruleOn, Severity } from '../../rule';
import { writing, writingConfigMap } from './writing';

const ACCOUNT_TOKEN = 'kubernetes.io/service-account-token';
const ACCOUNT_NAME = 'kubernetes.io/service-account.name';

export const M9 = ruleOn('managedObject', {
  severity: Severity.ERROR,
  operators: [{ of: 'v1beta1' }],
  title: 'Only a Secret has a secretType',
  why: 'The operator refuses the whole resource, also for its other targets.',
  source: 'operator v0.11.7: internal/services/infisicalstaticsecret/reconciler.go (Validate)',
  bad: writingConfigMap({
    secretType: 'Opaque',
    template: { engineVersion: 'v1', data: { HOST: 'shop.example.com' } },
  }),
  good: writingConfigMap({ template: { engineVersion: 'v1', data: { HOST: 'shop.example.com' } } }),
  check: ({ kind, name, secretType }, report) => {
    if (kind !== 'ConfigMap' || secretType.value === undefined) return;
    report(
      secretType,
      `the managed ConfigMap "${name.value ?? ''}" has secretType "${secretType.value}", which only a Secret has: drop it`,
    );
  },
});

const CERTIFICATE = { 'tls.crt': '{{ .CERTIFICATE.Value }}', 'tls.key': '{{ .PRIVATE_KEY.Value }}' };

export const M10 = ruleOn('managedObject', {
  severity: Severity.ERROR,
  title: 'A managed Secret has what its type needs',
  why: 'The API server refuses a Secret of such a type without its keys or its annotation, so that every sync fails; a dynamic secret is created empty before it has any.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateSecret); operator v0.11.7: internal/services/infisicaldynamicsecret/reconciler.go (createInfisicalManagedKubeSecret)',
  bad: writing({ secretType: 'kubernetes.io/tls', template: { data: { 'tls.crt': CERTIFICATE['tls.crt'] } } }),
  good: writing({ secretType: 'kubernetes.io/tls', template: { data: CERTIFICATE } }),
  check: (object, report, app) => {
    const { kind, secretType } = object;
    const problem = kind === 'Secret' ? typeProblem(app, object) : undefined;
    if (problem) report(secretType, `the ${shownObject(object)} of type "${secretType.value}" ${problem}`);
  },
});

function typeProblem(app: AppModel, object: ManagedObject): string | undefined {
  const type = object.secretType.value ?? '';
  if (type === ACCOUNT_TOKEN) {
    // The operator copies no annotation of Kubernetes from its resource, and sets none on a lease.
    const named = object.metadata.at('annotations', ACCOUNT_NAME);
    if (!isLease(object) && (!named.isEmpty || named.isUnresolved)) return undefined;
    return `needs the annotation "${ACCOUNT_NAME}", which the operator does not copy from its resource: leave the type out, as Kubernetes fills such a Secret itself`;
  }
  const mandatory = MANDATORY_KEYS.get(type);
  if (mandatory === undefined) return undefined;
  const needed = mandatory.keys.map((key) => `"${key}"`).join(mandatory.anyOf ? ' or ' : ' and ');
  if (isLease(object))
    return `needs ${needed}, and the operator creates it empty, which the API server refuses each time: leave the type out`;
  const missing = missingKeys(app, object, mandatory);
  if (missing.length === 0) return undefined;
  const known = namedKeys(existingKeys(object.owner.resource) ?? []);
  const meant = missing.map((key) => alikeName(key, known)).find((key) => key !== undefined);
  const from = meant === undefined ? '' : `, for example from ${quotedKey(meant)}`;
  return `needs ${needed}, and nothing writes ${quotedNames(missing)}: add a template that does${from}`;
}

/** The keys that are provably not written. */
function missingKeys(app: AppModel, object: ManagedObject, { keys, anyOf }: MandatoryKeys): string[] {
  const { raw } = object.data;
  const written = writtenKeys(object);
  // Of a template that writes nothing M12 tells.
  if (written?.size === 0) return [];
  const parsed = (templatesByObject(app).get(object) ?? []).map((template) => template.parsed);
  // One text that goes through all secrets writes keys which it does not name.
  const isKnown = typeof raw === 'string' ? !parsed.some(({ usesAll }) => usesAll) : written !== undefined;
  if (!isKnown) return [];
  const missing = keys.filter((key) => !(typeof raw === 'string' ? raw.includes(key) : written?.has(key)));
  return anyOf && missing.length < keys.length ? [] : missing;
}

export const M11 = ruleOn('managedObject', {
  severity: Severity.WARNING,
  title: 'A managed Secret keeps its type',
  why: 'Kubernetes never changes the type of a Secret, and the operator only updates what exists: the new type stays on paper.',
  source:
    'operator v0.11.7: internal/services/infisicalsecret/reconciler.go (updateInfisicalManagedKubeSecret), internal/services/infisicalstaticsecret/reconciler.go (SyncKubeSecret); https://kubernetes.io/docs/concepts/configuration/secret/#secret-types',
  bad: { ...writing({ secretType: 'example.com/shop' }), previous: writing({}).objects },
  good: { ...writing({}), previous: writing({}).objects },
  check: (object, report, app) => {
    const old = previousByAddress(app).get(managedAddress(object))?.at(-1);
    if (object.kind !== 'Secret' || old === undefined || typeOf(old) === typeOf(object)) return;
    report(
      object.secretType,
      `the type of the ${shownObject(object)} stays "${typeOf(old)}" and does not become "${typeOf(object)}", as it is fixed when the Secret is created: ${remedyFor(object, app.settings)}`,
    );
  },
});

function remedyFor({ owner }: ManagedObject, settings: Settings): string {
  // A lease is written once: into a Secret that is made again the operator writes the next one (M24).
  if (owner.kind === 'InfisicalDynamicSecret') return 'choose another name for the Secret and for its resource';
  // Where every run looks whether it is there, a run before this is applied would make it again as it was.
  return owner.generation === 'v1alpha1' && doesOperator(settings, 'skippingOfUnchanged')
    ? 'choose another name, or delete the Secret right before this is applied (later, v1alpha1 makes it again only when a value changes)'
    : 'choose another name, or delete the Secret once this is applied: the next run makes it anew';
}

function typeOf({ secretType }: ManagedObject): string {
  return secretType.value || 'Opaque';
}
