import { grouped } from '../../../collections/grouped';
import { namedObject } from '../../../model/address';
import { type Consumption, consumptionsOf, usersByObject } from '../../../model/consumption';
import { shownObject } from '../../../model/operator-resource';
import { isOfRestartedKind, isRestarted } from '../../../model/operator-restarts';
import { isReloadedByOthers } from '../../../model/reloaders';
import { AUTO_RELOAD_ANNOTATION, type ObjectUse, type Workload } from '../../../model/workloads';
import { type ExampleObject, ruleOn, Severity } from '../../rule';
import { askingForReload, using, variable } from './using';

const MANY = 3;

const another = (metadata: object): ExampleObject => ({ kind: 'Deployment', metadata: { name: 'web', ...metadata } });
const TAKEN = using({ env: [variable('TOKEN')] }, {}, askingForReload());
const OTHERS = ['web', 'cron'].map((name) => another({ name, ...askingForReload() }));

export const C10 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'A change of one key does not restart many workloads',
  why: 'The operator compares the object as a whole: a key of one application restarts all others at the same moment.',
  source:
    'operator v0.11.7: internal/controllerhelpers/controllerhelpers.go (ReconcileDeployment), internal/services/infisicalstaticsecret/reconciler.go (PropagateSecretToWorkloads)',
  bad: { ...TAKEN, objects: [...TAKEN.objects, ...OTHERS] },
  good: { ...TAKEN, objects: [...TAKEN.objects, OTHERS[0]] },
  check: (app, report) => {
    for (const [object, users] of grouped(consumptionsOf(app).filter(isRestarted), (one) => one.object)) {
      const names = users.map(({ workload }) => `"${workload.resource.manifest.metadata.name ?? ''}"`);
      if (names.length < MANY) continue;
      report(
        object.owner.resource,
        object.name,
        `a change of any key in the ${shownObject(object)} restarts ${names.length} workloads (${names.join(', ')}): split it into one for each`,
      );
    }
  },
});

export const C11 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'All users of a managed Secret are restarted with it, or none',
  why: 'Variables and subPath mounts are read when a pod starts: after a rotation one workload has the new password, the other the old.',
  source:
    'operator v0.11.7: internal/controllerhelpers/controllerhelpers.go (ReconcileDeploymentsWithManagedSecrets); https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-files-from-a-pod; https://docs.stakater.com/reloader/1.4/reference/annotations.html',
  bad: { ...TAKEN, objects: [...TAKEN.objects, another(askingForReload(null))] },
  good: { ...TAKEN, objects: [...TAKEN.objects, another(askingForReload('false'))] },
  check: (app, report) => {
    const told = new Set<Workload>();
    for (const [object, users] of usersByObject(app)) {
      const byOperator = users.find(isRestarted);
      const restarted = byOperator ?? users.find(isReloaded);
      if (object.kind !== 'Secret' || restarted === undefined) continue;
      const remedy =
        byOperator === undefined
          ? 'give it the same annotation of Reloader, or reloader.stakater.com/auto: "false" where that is meant'
          : `add the annotation ${AUTO_RELOAD_ANNOTATION}: "true", or "false" where that is meant`;
      for (const user of users) {
        const { workload, uses } = user;
        const frozen = uses.find(isFrozen);
        if (!keepsOldValues(user) || frozen === undefined || told.has(workload)) continue;
        told.add(workload);
        const prop =
          byOperator !== undefined && workload.resource.construct !== undefined ? ' (the prop autoReload)' : '';
        const how = uses.some(isVariable) ? 'variables' : 'a subPath mount';
        report(
          workload.resource,
          frozen.field,
          `the pods keep the old values of the ${shownObject(object)}, which they use through ${how}, while ${namedObject(restarted.workload.resource.manifest)} is restarted for new ones: ${remedy}${prop}`,
        );
      }
    }
  },
});

/** No word about restarts, not even a wrong one, which another rule reports. */
function keepsOldValues({ workload, object }: Consumption): boolean {
  const { workload: own, pod } = workload.reloadAnnotations;
  const isSilent = own.raw === undefined && pod.raw === undefined;
  return isOfRestartedKind(workload) && isSilent && isReloadedByOthers(workload, object) === undefined;
}

function isReloaded({ workload, object }: Consumption): boolean {
  return isReloadedByOthers(workload, object) === true;
}

function isFrozen(use: ObjectUse): boolean {
  return isVariable(use) || use.subPath;
}

function isVariable({ via }: ObjectUse): boolean {
  return via === 'env' || via === 'envFrom';
}
