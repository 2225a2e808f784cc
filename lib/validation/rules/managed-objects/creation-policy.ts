import { mayBeOneObject } from '../../../model/one-object';
import { doesOperator } from '../../../model/operator-features';
import { creationPolicyOf, type ManagedObject, managedAddress, shownObject } from '../../../model/operator-resource';
import { previousByAddress } from '../../../model/previous-objects';
import { isFilledInLater, isUnplaced } from '../../../model/resource';
import { meantWord } from '../../../text/did-you-mean';
import { shown } from '../../../text/shown';
import { type Fix, ruleOn, Severity } from '../../rule';
import { writing } from './writing';

export const M3 = ruleOn('managedObject', {
  severity: Severity.ERROR,
  explainedBy: ['N2', 'M19'],
  title: 'Creation policy Owner stays within one namespace',
  why: 'Kubernetes knows no owner in another namespace: the object is never created, and every sync fails.',
  source:
    'operator v0.11.7: internal/services/infisicalsecret/reconciler.go (createInfisicalManagedKubeResource), internal/services/infisicalstaticsecret/reconciler.go (SyncKubeSecret); SetControllerReference of controller-runtime v0.21.0',
  bad: writing({ secretNamespace: 'web' }),
  good: writing({ secretNamespace: 'web', creationPolicy: 'Orphan' }),
  check: (object, report) => {
    const { owner, namespace, creationPolicy } = object;
    const own = owner.resource.manifest.metadata.namespace;
    if (creationPolicy.value !== 'Owner' || !namespace.value || own === namespace.value) return;
    if (isUnplaced(owner.resource) || isFilledInLater(owner.resource, namespace.value)) return;
    report(
      creationPolicy,
      `creation policy Owner cannot reach from namespace "${own ?? ''}" to the ${shownObject(object)} in "${namespace.value}", Kubernetes forbids owners in other namespaces: use Orphan, or put the resource into "${namespace.value}"`,
    );
  },
});

export const M4 = ruleOn('managedObject', {
  hasFix: true,
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'The creation policy is Owner or Orphan, exactly',
  why: 'The operator compares with "Owner" and takes every other text for "Orphan"; v1beta1 refuses it.',
  source:
    'operator v0.11.7: internal/services/infisicalsecret/reconciler.go (createInfisicalManagedKubeResource); creationPolicy in config/crd/bases',
  bad: writing({ creationPolicy: 'owner' }),
  good: writing({ creationPolicy: 'Owner' }),
  check: (object, report) => {
    const { creationPolicy } = object;
    const policy = creationPolicyOf(object);
    if (POLICIES.some((one) => one === policy) || creationPolicy.isUnresolved) return;
    if (policy === undefined || policy === '') {
      report(creationPolicy, `the ${shownObject(object)} has no creation policy: write "Owner" or "Orphan"`);
      return;
    }
    const meant = typeof policy === 'string' ? meantWord(policy, POLICIES) : undefined;
    const effect = object.owner.generation === 'v1alpha1' ? 'would act as Orphan' : 'is refused by the API server';
    const remedy = meant === undefined ? 'write "Owner" or "Orphan"' : `did you mean "${meant}"?`;
    report(creationPolicy, `creation policy ${shown(policy)} ${effect}: ${remedy}`, asMeant(object, meant));
  },
});

const POLICIES = ['Owner', 'Orphan'];

/**
 * What was meant, where that leaves the object as it is: operator v0.11.7 gives an owner only to what it creates
 * (infisicalsecret/reconciler.go: createInfisicalManagedKubeResource, and not updateInfisicalManagedKubeSecret), and none
 * in another namespace.
 */
function asMeant({ owner, namespace, creationPolicy: { raw, path } }: ManagedObject, meant?: string): Fix | undefined {
  const own = owner.resource.manifest.metadata.namespace;
  const isReached = own !== undefined && own === namespace.value;
  if (meant === undefined || (meant === 'Owner' && !isReached)) return undefined;
  return { message: `creationPolicy "${String(raw)}" is now "${meant}"`, edits: [{ path, value: meant }] };
}

export const M14 = ruleOn('managedObject', {
  severity: Severity.ERROR,
  operators: [{ that: 'deletionOfUnreferenced' }],
  title: 'An owned object keeps its owner',
  why: 'It still has its owner and is no longer among what that owns: the operator deletes it right after it has written it, says that it has synced, and writes it again only when a value changes, as Infisical answers that nothing has (304).',
  source:
    'operator v0.10.10 to v0.11.7: internal/services/infisicalsecret/reconciler.go (deleteUnreferencedOwnedResources); the answer 304 since v0.10.29 (ReconcileInfisicalSecret: NotModified); seen with v0.11.5',
  bad: { ...writing({ creationPolicy: 'Orphan' }), previous: writing({}).objects },
  good: { ...writing({}), previous: writing({}).objects },
  check: (object, report, app) => {
    const { owner, creationPolicy } = object;
    if (owner.kind !== 'InfisicalSecret' || creationPolicyOf(object) === 'Owner' || creationPolicy.isUnresolved) return;
    const old = previousByAddress(app).get(managedAddress(object)) ?? [];
    if (
      !old.some(
        (before) =>
          before.creationPolicy.value === 'Owner' && mayBeOneObject(before.owner.resource, object.owner.resource),
      )
    )
      return;
    const until = doesOperator(app.settings, 'skippingOfUnchanged')
      ? 'until a value changes in Infisical or the operator restarts'
      : 'until the next sync';
    report(
      creationPolicy,
      `the operator deletes the ${shownObject(object)} when its creation policy changes from Owner to Orphan, and it stays away ${until}: keep Owner; or remove metadata.ownerReferences from the live ${object.kind} before this is applied; or choose another name`,
    );
  },
});
