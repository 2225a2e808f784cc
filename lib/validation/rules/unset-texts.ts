import { grouped } from '../../collections/grouped';
import type { AppModel } from '../../model/app-model';
import { applicationSourcesOf, applicationsIn } from '../../model/argo-cd';
import { folderParts } from '../../model/folder-parts';
import { identityIdsOf } from '../../model/identity-ids';
import { namespacesOf, referredNamesOf } from '../../model/references';
import type { Resource } from '../../model/resource';
import { hostOf } from '../../model/stated-host';
import type { Workload } from '../../model/workloads';
import { fewOf } from '../../text/few-of';
import { shown } from '../../text/shown';
import { unsetPartOf } from '../../text/unset-text';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/** A text that can have been put together by a program. */
interface Written {
  readonly resource: Resource;
  /** For messages. */
  readonly what: string;
  readonly value: string | undefined;
}

/** What a program has put together from a variable that was not set. */
export const UNSET_TEXT_RULES: readonly Rule[] = [
  {
    id: 'N6',
    severity: Severity.ERROR,
    title: 'No name, namespace, host, path, slug or tag has the text of a value that is not set',
    check: (app, report) => {
      const found = textsOf(app).flatMap(({ value, ...about }) => {
        const part = value === undefined ? undefined : unsetPartOf(value);
        return part === undefined ? [] : [{ ...about, value, part }];
      });
      for (const [resource, texts] of grouped(found, (one) => one.resource)) {
        const what = fewOf(texts.map(({ what, value }) => `${what} ${shown(value)}`));
        const [{ part }] = texts;
        report(resource, `${what}: "${part}" is what a program writes for a value that is not set: set it`);
      }
    },
  },
];

function textsOf(app: AppModel): Written[] {
  const folders = app.operator.flatMap(({ resource, folders }) =>
    folders.flatMap((folder) =>
      folderParts(folder).map(([name, { value }]) => ({ resource, what: `the ${name} of the ${folder.what}`, value })),
    ),
  );
  return [
    ...app.resources.flatMap(identityOf),
    ...app.managedObjects.map(({ owner: { resource }, kind, name }) => ({
      resource,
      what: `the name of the managed ${kind}`,
      value: name.value,
    })),
    ...folders,
    ...app.operator.flatMap((owner) => {
      const host = hostOf(owner);
      return host === undefined ? [] : [{ resource: owner.resource, what: 'the host', value: host.url }];
    }),
    ...identityIdsOf(app).map(({ resource, id }) => ({ resource, what: 'the id of the machine identity', value: id })),
    ...app.workloads.flatMap(imagesOf),
    ...referencesOf(app),
    ...destinationsOf(app),
  ];
}

function identityOf(resource: Resource): Written[] {
  const { kind, metadata } = resource.manifest;
  return [
    { resource, what: `the name of the ${kind}`, value: metadata.name },
    { resource, what: 'the namespace', value: metadata.namespace },
  ];
}

/** What is referred to. A namespace that is that of the resource itself, and a name that the app itself gives, are told there. */
function referencesOf(app: AppModel): Written[] {
  const given = new Set([
    ...app.managedObjects.map(({ name }) => name.value),
    ...app.resources.map(({ manifest }) => manifest.metadata.name),
  ]);
  const named = [...app.infisical.flatMap(namedByOperator), ...app.workloads.flatMap(namedByPods)];
  const namespaces = app.infisical.flatMap((resource) =>
    namespacesOf(resource).flatMap(([at, value]) =>
      value === resource.manifest.metadata.namespace ? [] : [{ resource, what: fieldAt(at), value }],
    ),
  );
  return [...namespaces, ...named.filter(({ value }) => !given.has(value))];
}

function namedByOperator(resource: Resource): Written[] {
  return referredNamesOf(resource).map(([at, value]) => ({ resource, what: fieldAt(at), value }));
}

function namedByPods({ resource, pod, uses }: Workload): Written[] {
  return [
    ...uses.map(({ kind, name: value }) => ({ resource, what: `the ${kind}`, value })),
    { resource, what: 'the service account', value: pod.spec.text('serviceAccountName').value },
  ];
}

function fieldAt(path: string): string {
  return path.replace(/^spec\./, '');
}

function imagesOf({ resource, containers }: Workload): Written[] {
  return containers.map(({ name, image }) => ({
    resource,
    what: `the image of container "${name}"`,
    value: image.value,
  }));
}

/** What Argo CD deploys, and where to. */
function destinationsOf(app: AppModel): Written[] {
  return applicationsIn(app).flatMap(({ resource, spec }) => {
    const sources = applicationSourcesOf(spec).flatMap((source) =>
      ['repoURL', 'path', 'targetRevision'].map((part) => [part, source.text(part).value] as const),
    );
    const destination = ['server', 'name', 'namespace'].map(
      (part) => [`destination.${part}`, spec.text('destination', part).value] as const,
    );
    return [...sources, ...destination].map(([what, value]) => ({ resource, what, value }));
  });
}
