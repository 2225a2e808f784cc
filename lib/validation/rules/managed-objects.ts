import { list } from '../../json/json';
import { specsOf } from '../../model/app-model';
import { isSeenByAutoReload, objectsByWriter, usersByObject } from '../../model/consumption';
import { subdomainProblem } from '../../model/kubernetes-names';
import type { ManagedObject } from '../../model/managed-objects';
import { isAtMost } from '../../model/operator-version';
import { isEmpty, isGiven } from '../../model/presence';
import { isPlain } from '../../model/written-keys';
import { shown } from '../../text/shown';
import { unsetPartOf } from '../../text/unset-text';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

const REFERENCES = ['managedSecretReference', 'managedKubeSecretReferences', 'managedKubeConfigMapReferences'];

/** What the operator writes into the cluster. */
export const MANAGED_OBJECT_RULES: readonly Rule[] = [
  {
    id: 'M1',
    severity: Severity.ERROR,
    title: 'A resource writes at least one Secret or ConfigMap',
    check: (app, report) => {
      for (const { resource, spec } of specsOf(app, 'InfisicalSecret', 'InfisicalDynamicSecret')) {
        if (objectsByWriter(app).has(resource)) continue;
        if (!REFERENCES.map((field) => spec[field]).every(isPlain)) continue;
        const what = resource.manifest.kind === 'InfisicalSecret' ? 'Secret or ConfigMap' : 'Secret';
        report(resource, `there is nothing to write: add a managed ${what}`);
      }
    },
  },
  {
    id: 'M2',
    severity: Severity.ERROR,
    title: 'Managed Secrets stand in one list',
    check: (app, report) => {
      for (const { resource, spec } of specsOf(app, 'InfisicalSecret')) {
        const { managedSecretReference, managedKubeSecretReferences } = spec;
        if (!isGiven(managedSecretReference) || list(managedKubeSecretReferences).length === 0) continue;
        report(
          resource,
          'managedSecretReference and managedKubeSecretReferences exclude each other: move the first into the list',
        );
      }
    },
  },
  {
    id: 'M3',
    severity: Severity.ERROR,
    explainedBy: ['N2'],
    title: 'Creation policy Owner stays within one namespace',
    check: ({ managedObjects }, report) => {
      for (const { writer, kind, name, namespace, creationPolicy } of managedObjects) {
        const own = writer.manifest.metadata.namespace;
        if (creationPolicy === 'Owner' && namespace && own !== namespace) {
          report(
            writer,
            `creation policy Owner cannot reach from namespace "${own ?? ''}" to the managed ${kind} "${name}" in "${namespace}", Kubernetes forbids owners in other namespaces: use Orphan, or put the resource into "${namespace}"`,
          );
        }
      }
    },
  },
  {
    id: 'M4',
    severity: Severity.ERROR,
    title: 'The creation policy is Owner or Orphan, exactly',
    check: ({ managedObjects }, report) => {
      for (const { writer, kind, name, creationPolicy } of managedObjects) {
        if (creationPolicy === 'Owner' || creationPolicy === 'Orphan' || !isPlain(creationPolicy)) continue;
        report(
          writer,
          isEmpty(creationPolicy)
            ? `the managed ${kind} "${name}" has no creation policy: write "Owner" or "Orphan"`
            : `creation policy ${shown(creationPolicy)} would act as Orphan: write "Owner" or "Orphan"`,
        );
      }
    },
  },
  {
    id: 'M5',
    severity: Severity.ERROR,
    title: 'One managed object has one writer',
    check: ({ managedObjects }, report) => {
      const writers = new Map<string, string>();
      for (const { writer, kind, name, namespace, deferred } of managedObjects) {
        if (deferred || name === '') continue;
        const key = `${kind} ${namespace}/${name}`;
        const first = writers.get(key);
        if (first !== undefined)
          report(writer, `the managed ${key} is already written by ${first}: choose another name, or share that sync`);
        else writers.set(key, `${writer.manifest.kind} "${writer.manifest.metadata.name}"`);
      }
      for (const { kind, name, namespace, writer } of twoKinds(managedObjects)) {
        report(
          writer,
          `the managed ${kind} ${namespace}/${name} has the name of another target, which the operator refuses even for another kind: choose another name`,
        );
      }
    },
  },
  {
    id: 'M6',
    severity: Severity.ERROR,
    title: 'A managed object is not a manifest of the app as well',
    check: ({ resources, managedObjects }, report) => {
      const own = new Set(
        resources.map(({ manifest: { kind, metadata } }) => `${kind} ${metadata.namespace}/${metadata.name}`),
      );
      for (const { writer, kind, name, namespace } of managedObjects) {
        if (!namespace || !name || !own.has(`${kind} ${namespace}/${name}`)) continue;
        report(
          writer,
          `the managed ${kind} "${namespace}/${name}" is also a manifest of the app, and the operator would replace its data: choose another name`,
        );
      }
    },
  },
  {
    id: 'M7',
    severity: Severity.ERROR,
    title: 'The name of a managed object is a valid object name',
    check: ({ managedObjects }, report) => {
      for (const { writer, kind, name, deferred } of managedObjects) {
        // N1 tells of the resource, and what it writes is called like it.
        const isTold = deferred || unsetPartOf(name) || name === writer.manifest.metadata.name;
        const problem = isTold ? undefined : subdomainProblem(name);
        if (problem) report(writer, `the name of the managed ${kind} "${name}" ${problem}`);
      }
    },
  },
  {
    id: 'M8',
    severity: Severity.ERROR,
    assumes: 'operatorVersion',
    title: 'A managed object that auto-reload watches has a name of at most 48 characters',
    check: (app, report) => {
      for (const object of app.managedObjects) {
        const { writer, kind, name } = object;
        const watched = (usersByObject(app).get(object) ?? []).some(
          ({ workload, uses }) => workload.autoReload && uses.some((use) => isSeenByAutoReload(use, object)),
        );
        // Since then v1beta1 puts a digest there (seen with v0.11.7), and v1alpha1 still the name.
        const isLimited =
          writer.manifest.kind === 'InfisicalSecret' || isAtMost(app.settings.operatorVersion, 'v0.11.6');
        if (watched && isLimited && name.length > 48) {
          report(
            writer,
            `the name of the managed ${kind} "${name}" has ${name.length} characters, auto-reload allows 48 (the operator puts it into an annotation's name): shorten it`,
          );
        }
      }
    },
  },
];

/** Managed objects of an InfisicalStaticSecret with the namespace and name of an earlier one of the other kind. */
function twoKinds(managedObjects: readonly ManagedObject[]): ManagedObject[] {
  const targets = managedObjects.filter(
    ({ writer, name, deferred }) => writer.manifest.kind === 'InfisicalStaticSecret' && !deferred && name !== '',
  );
  return targets.filter((target, i) => {
    const earlier = targets
      .slice(0, i)
      .find(
        ({ writer, name, namespace }) =>
          writer === target.writer && name === target.name && namespace === target.namespace,
      );
    return earlier !== undefined && earlier.kind !== target.kind;
  });
}
