import { grouped } from '../../collections/grouped';
import { fields } from '../../json/json';
import { consumptionsOf, isSeenByAutoReload, usersByObject } from '../../model/consumption';
import { subdomainProblem } from '../../model/kubernetes-names';
import type { ManagedObject } from '../../model/managed-objects';
import type { Resource } from '../../model/resource';
import { AUTO_RELOAD_ANNOTATION, type ObjectUse, type Workload } from '../../model/workloads';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

const RESTARTED = ['Deployment', 'StatefulSet', 'DaemonSet'];
const MANY = 3;

/** Restarts of workloads when what they use changes. */
export const AUTO_RELOAD_RULES: readonly Rule[] = [
  {
    id: 'C6',
    severity: Severity.ERROR,
    title: 'The auto-reload annotation is the text "true", on the workload itself',
    check: ({ workloads }, report) => {
      for (const { resource, reloadAnnotations } of workloads.filter(isRestarted)) {
        const { workload, pod } = reloadAnnotations;
        if (pod !== undefined) {
          report(
            resource,
            `the annotation "${AUTO_RELOAD_ANNOTATION}" has no effect on the pod template: put it on the metadata of the ${resource.manifest.kind}`,
          );
        }
        // The text "false" does what it says.
        if (workload !== undefined && workload !== 'true' && workload !== 'false') {
          const found = typeof workload === 'string' ? `"${workload}"` : `a ${typeof workload}`;
          report(
            resource,
            `the annotation "${AUTO_RELOAD_ANNOTATION}" is ${found}, which the operator ignores: write the text "true", in quotes`,
          );
        }
      }
    },
  },
  {
    id: 'C7',
    severity: Severity.WARNING,
    title: 'Auto-reload is asked for where the operator restarts something',
    check: ({ resources, workloads }, report) => {
      const pods = grouped(workloads, ({ resource }) => resource);
      for (const resource of resources) {
        const { kind, metadata } = resource.manifest;
        const own = fields(metadata.annotations)[AUTO_RELOAD_ANNOTATION];
        const asked = [own, ...(pods.get(resource) ?? []).map(({ reloadAnnotations }) => reloadAnnotations.pod)];
        if (RESTARTED.includes(kind) || asked.every((value) => value === undefined || value === 'false')) continue;
        report(
          resource,
          `the annotation "${AUTO_RELOAD_ANNOTATION}" has no effect on the kind ${kind}: the operator restarts only ${RESTARTED.join(', ')}`,
        );
      }
    },
  },
  {
    id: 'C8',
    severity: Severity.WARNING,
    title: 'Auto-reload sees how the workload uses the managed object',
    check: (app, report) => {
      for (const { workload, object, uses } of consumptionsOf(app)) {
        if (!isRestarted(workload) || !workload.autoReload) continue;
        if (uses.some((use) => isSeenByAutoReload(use, object))) continue;
        const places = [...new Set(uses.map((use) => placeOf(use)))].join(', ');
        report(
          workload.resource,
          `auto-reload does not look at the ${places} where the workload uses the managed ${object.kind} "${object.name}": no change of it will restart the workload`,
        );
      }
    },
  },
  {
    id: 'C9',
    severity: Severity.WARNING,
    explainedBy: ['C1'],
    title: 'A workload with auto-reload uses a managed object',
    check: (app, report) => {
      // What has no proper name or place (M7, A4) may be what the workload uses.
      if (app.managedObjects.some(({ name, namespace }) => !namespace || subdomainProblem(name) !== undefined)) return;
      const using = new Set(consumptionsOf(app).map(({ workload }) => workload));
      for (const workload of app.workloads) {
        if (!isRestarted(workload) || !workload.autoReload || using.has(workload)) continue;
        // Without any managed object in the app, what the workload uses may be managed elsewhere.
        const usesAny = workload.secretUses.length + workload.configMapUses.length > 0;
        if (usesAny && app.managedObjects.length === 0) continue;
        if (usesOtherApp(workload.resource)) continue;
        report(
          workload.resource,
          `the annotation "${AUTO_RELOAD_ANNOTATION}" has no effect, as the workload uses no managed Secret or ConfigMap: drop it`,
        );
      }
    },
  },
  {
    id: 'C10',
    severity: Severity.WARNING,
    title: 'A change of one key does not restart many workloads',
    check: (app, report) => {
      const restarted = new Map<ManagedObject, string[]>();
      for (const { workload, object, uses } of consumptionsOf(app)) {
        if (!isRestartedFor(workload, uses, object)) continue;
        const name = workload.resource.manifest.metadata.name ?? '';
        restarted.set(object, [...(restarted.get(object) ?? []), `"${name}"`]);
      }
      for (const [{ writer, kind, name }, names] of restarted) {
        if (names.length < MANY) continue;
        report(
          writer,
          `a change of any key in the managed ${kind} "${name}" restarts ${names.length} workloads (${names.join(', ')}): split it into one for each`,
        );
      }
    },
  },
  {
    id: 'C11',
    severity: Severity.WARNING,
    title: 'All users of a managed Secret are restarted with it, or none',
    check: (app, report) => {
      const told = new Set<Workload>();
      for (const [object, users] of usersByObject(app)) {
        const restarted = users.find(({ workload, uses }) => isRestartedFor(workload, uses, object));
        if (object.kind !== 'Secret' || restarted === undefined) continue;
        for (const { workload, uses } of users) {
          if (!keepsOldValues(workload) || !uses.some(isFrozen) || told.has(workload)) continue;
          told.add(workload);
          const how = uses.some(({ via }) => via === 'env' || via === 'envFrom') ? 'variables' : 'a subPath mount';
          report(
            workload.resource,
            `the pods keep the old values of the managed Secret "${object.name}", which they use through ${how}, while ${nameOf(restarted.workload)} is restarted for new ones: add the annotation ${AUTO_RELOAD_ANNOTATION}: "true" (autoReload), or "false" where that is meant`,
          );
        }
      }
    },
  },
];

/** A secret that was declared in another app: E3 tells. */
function usesOtherApp({ secretsOfOtherApps = [] }: Resource): boolean {
  return secretsOfOtherApps.length > 0;
}

function isRestarted({ resource }: Workload): boolean {
  return RESTARTED.includes(resource.manifest.kind);
}

/** Whether the operator restarts the pods when the managed object changes. */
function isRestartedFor(workload: Workload, uses: readonly ObjectUse[], object: ManagedObject): boolean {
  return isRestarted(workload) && workload.autoReload && uses.some((use) => isSeenByAutoReload(use, object));
}

function nameOf({ resource: { manifest } }: Workload): string {
  return `${manifest.kind} "${manifest.metadata.name ?? ''}"`;
}

/** Stakater's Reloader, which many have for Secrets of all kinds. */
const RELOADER = /(?:^|\.)reloader\.stakater\.com\//;

/** No word about auto-reload, not even a wrong one, which another rule reports. */
function keepsOldValues(workload: Workload): boolean {
  const { workload: own, pod } = workload.reloadAnnotations;
  const annotations = Object.keys(fields(workload.resource.manifest.metadata.annotations));
  const isReloaded = annotations.some((name) => RELOADER.test(name));
  return isRestarted(workload) && !isReloaded && own === undefined && pod === undefined;
}

function isFrozen({ via, subPath }: ObjectUse): boolean {
  return via === 'env' || via === 'envFrom' || subPath;
}

function placeOf({ via, init }: ObjectUse): string {
  if (init) return 'init container';
  return { env: 'variable', envFrom: 'envFrom', volume: 'volume', projected: 'projected volume' }[via as string] ?? via;
}
