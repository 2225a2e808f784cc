import { grouped } from '../../../collections/grouped';
import { consumptionsOf, isSeenByAutoReload } from '../../../model/consumption';
import { isControlled } from '../../../model/controlled-objects';
import { isNoNamespace, subdomainProblem } from '../../../model/kubernetes-names';
import { type ManagedObject, shownObject } from '../../../model/operator-resource';
import { isOfRestartedKind, RESTARTED } from '../../../model/operator-restarts';
import { isFilledInLater, objectOf } from '../../../model/resource';
import { AUTO_RELOAD_ANNOTATION, type ObjectUse } from '../../../model/workloads';
import { type ExampleObjects, ruleOn, Severity } from '../../rule';
import { askingForReload, using, variable } from './using';

export const C6 = ruleOn('workload', {
  hasFix: true,
  severity: Severity.ERROR,
  title: 'The auto-reload annotation is the text "true", on the workload itself',
  why: 'The operator looks for this text on the workload and nowhere else: with another one, pods keep their old values.',
  source:
    'operator v0.11.7: internal/controllerhelpers/controllerhelpers.go (ReconcileDeploymentsWithManagedSecrets), internal/services/infisicalstaticsecret/reconciler.go (listWorkloadsConsumingTarget)',
  bad: using({ env: [variable('TOKEN')] }, {}, askingForReload(true)),
  good: using({ env: [variable('TOKEN')] }, {}, askingForReload('true')),
  check: (workload, report) => {
    if (!isOfRestartedKind(workload)) return;
    const { resource, reloadAnnotations } = workload;
    const { pod, workload: own } = reloadAnnotations;
    if (pod.raw !== undefined) {
      report(
        pod,
        `the annotation "${AUTO_RELOAD_ANNOTATION}" has no effect on the pod template: put it on the metadata of the ${resource.manifest.kind}`,
      );
    }
    // The text "false" does what it says.
    if (own.raw === undefined || own.raw === 'true' || own.raw === 'false') return;
    const found = typeof own.raw === 'string' ? `"${own.raw}"` : `a ${typeof own.raw}`;
    const message = 'the auto-reload annotation is now the text "true"';
    report(
      own,
      `the annotation "${AUTO_RELOAD_ANNOTATION}" is ${found}, which the operator ignores: write the text "true", in quotes`,
      own.raw === true ? { message, edits: [{ path: own.path, value: 'true' }] } : undefined,
    );
  },
});

const nightly = (annotations: object): ExampleObjects => ({
  objects: [{ kind: 'InfisicalSecret' }, { kind: 'CronJob', metadata: { annotations } }],
});

export const C7 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'Auto-reload is asked for where the operator restarts something',
  why: 'The operator restarts three kinds; a Job or a Rollout keeps its values until it starts anew.',
  source:
    'operator v0.11.7: internal/controllerhelpers/controllerhelpers.go (ReconcileDeploymentsWithManagedSecrets); https://github.com/Infisical/kubernetes-operator/issues/106',
  bad: nightly({ [AUTO_RELOAD_ANNOTATION]: 'true' }),
  good: nightly({}),
  check: ({ resources, workloads }, report) => {
    const pods = grouped(workloads, ({ resource }) => resource);
    for (const resource of resources) {
      const { kind } = resource.manifest;
      // What a controller makes of a Deployment has its annotations.
      if (RESTARTED.includes(kind) || isControlled(resource)) continue;
      const asked = [
        objectOf(resource).at('metadata', 'annotations', AUTO_RELOAD_ANNOTATION),
        ...(pods.get(resource) ?? []).map(({ reloadAnnotations }) => reloadAnnotations.pod),
      ].find(({ raw }) => raw !== undefined && raw !== 'false');
      if (asked === undefined) continue;
      report(
        resource,
        asked,
        `the annotation "${AUTO_RELOAD_ANNOTATION}" has no effect on the kind ${kind}: the operator restarts only ${RESTARTED.join(', ')}`,
      );
    }
  },
});

export const C8 = ruleOn('consumption', {
  severity: Severity.WARNING,
  title: 'Auto-reload sees how the workload uses the managed object',
  why: 'The operator looks at variables, envFrom and volumes only, in v1alpha1 not in init containers: no change reaches the pods.',
  source:
    'operator v0.11.7: internal/controllerhelpers/controllerhelpers.go (IsDeploymentUsingManagedSecret), internal/services/infisicalstaticsecret/reconciler.go (isPodSpecConsumingSecret, isPodSpecConsumingConfigMap)',
  bad: using({}, { volumes: [projecting('api-secrets')] }, askingForReload()),
  good: using({ env: [variable('TOKEN')] }, {}, askingForReload()),
  check: ({ workload, object, uses }, report) => {
    if (!isOfRestartedKind(workload) || !workload.autoReload) return;
    if (uses.some((use) => isSeenByAutoReload(use, object))) return;
    // For pulling, the kubelet reads it anew each time: a restart would bring nothing.
    const held = uses.filter(({ via }) => via !== 'imagePullSecrets');
    if (held.length === 0) return;
    const places = [...new Set(held.map(placeOf))].join(', ');
    report(
      held[0].field,
      `auto-reload does not look at the ${places} where the workload uses the ${shownObject(object)}: no change of it will restart the workload`,
    );
  },
});

function projecting(name: string) {
  return { name: 'keys', projected: { sources: [{ secret: { name } }] } };
}

function placeOf({ via, init }: ObjectUse): string {
  if (init) return 'init container';
  return { env: 'variable', envFrom: 'envFrom', volume: 'volume', projected: 'projected volume' }[via as string] ?? via;
}

export const C9 = ruleOn('app', {
  severity: Severity.WARNING,
  explainedBy: ['C1', 'J21'],
  title: 'A workload with auto-reload uses a managed object',
  why: 'The operator restarts the users of what it writes, and this workload is none: usually the name of the Secret is misspelt.',
  source:
    'operator v0.11.7: internal/controllerhelpers/controllerhelpers.go (IsDeploymentUsingManagedSecret), internal/services/infisicalstaticsecret/reconciler.go (listWorkloadsConsumingTarget)',
  bad: using({ env: [variable('TOKEN', { name: 'api-secret' })] }, {}, askingForReload()),
  good: using({ env: [variable('TOKEN', { name: 'api-secrets' })] }, {}, askingForReload()),
  check: (app, report) => {
    const { managedObjects, workloads } = app;
    // What has no proper name or place (M7, A4, M19) may be what the workload uses.
    const isPlaced = ({ name, namespace }: ManagedObject) =>
      subdomainProblem(name.value ?? '') === undefined && !isNoNamespace(namespace.value ?? '');
    if (!managedObjects.every(isPlaced)) return;
    const using = new Set(consumptionsOf(app).map(({ workload }) => workload));
    for (const workload of workloads) {
      if (!isOfRestartedKind(workload) || !workload.autoReload || using.has(workload)) continue;
      const { resource, uses, reloadAnnotations } = workload;
      // Without any managed object in the app, what the workload uses may be managed elsewhere.
      if (uses.length > 0 && managedObjects.length === 0) continue;
      if (uses.some(({ name }) => isFilledInLater(resource, name))) continue;
      // A secret that was declared in another app: E3 tells.
      if ((resource.secretsOfOtherApps?.() ?? []).length > 0) continue;
      report(
        resource,
        reloadAnnotations.workload,
        `the annotation "${AUTO_RELOAD_ANNOTATION}" has no effect, as the workload uses no managed Secret or ConfigMap: drop it`,
      );
    }
  },
});
