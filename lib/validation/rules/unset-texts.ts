import { fewOf } from '../few-of';
import { fields, text } from '../manifest';
import { type Rule, Severity } from '../rule';
import { shown } from '../shown';
import type { Subject } from '../subject';
import { unsetPartOf } from '../unset-text';
import type { AppView } from '../view/app-view';
import { applicationsIn, sourcesOf } from '../view/argo-cd';
import { hostsOf } from '../view/hosts';
import { identityIdsOf } from '../view/identity-ids';
import { grouped } from '../view/per-app';
import { namespacesOf, referredNamesOf } from '../view/references';
import type { Workload } from '../view/workloads';

/** A text that can have been put together by a program. */
interface Written {
  readonly subject: Subject;
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
      for (const [subject, texts] of grouped(found, (one) => one.subject)) {
        const what = fewOf(texts.map(({ what, value }) => `${what} ${shown(value)}`));
        const [{ part }] = texts;
        report(subject, `${what}: "${part}" is what a program writes for a value that is not set: set it`);
      }
    },
  },
];

function textsOf(app: AppView): Written[] {
  const places = app.places.flatMap(({ subject, what, projectId, projectSlug, environment, path }) =>
    Object.entries({ projectId, projectSlug, environment, 'secret path': path }).map(([name, value]) => ({
      subject,
      what: `the ${name} of the ${what}`,
      value,
    })),
  );
  return [
    ...app.subjects.flatMap(identityOf),
    ...app.managedObjects.map(({ writer: subject, kind, name }) => ({
      subject,
      what: `the name of the managed ${kind}`,
      value: name,
    })),
    ...places,
    ...hostsOf(app).map(({ subject, url }) => ({ subject, what: 'the host', value: url })),
    ...identityIdsOf(app).map(({ subject, id }) => ({ subject, what: 'the id of the machine identity', value: id })),
    ...app.workloads.flatMap(imagesOf),
    ...referencesOf(app),
    ...destinationsOf(app),
  ];
}

function identityOf(subject: Subject): Written[] {
  const { kind, metadata } = subject.manifest;
  return [
    { subject, what: `the name of the ${kind}`, value: metadata.name },
    { subject, what: 'the namespace', value: metadata.namespace },
  ];
}

/** What is referred to. A namespace that is that of the resource itself, and a name that the app itself gives, are told there. */
function referencesOf(app: AppView): Written[] {
  const given = new Set(
    [...app.managedObjects, ...app.subjects.map(({ manifest }) => manifest.metadata)].map(({ name }) => name),
  );
  const named = [...app.infisical.flatMap(namedByOperator), ...app.workloads.flatMap(namedByPods)];
  const namespaces = app.infisical.flatMap((subject) =>
    namespacesOf(subject).flatMap(([at, value]) =>
      value === subject.manifest.metadata.namespace ? [] : [{ subject, what: fieldAt(at), value }],
    ),
  );
  return [...namespaces, ...named.filter(({ value }) => !given.has(value))];
}

function namedByOperator(subject: Subject): Written[] {
  return referredNamesOf(subject).map(([at, value]) => ({ subject, what: fieldAt(at), value }));
}

function namedByPods({ subject, pod, secretUses, configMapUses }: Workload): Written[] {
  return [
    ...secretUses.map(({ secretName: value }) => ({ subject, what: 'the Secret', value })),
    ...configMapUses.map(({ configMapName: value }) => ({ subject, what: 'the ConfigMap', value })),
    { subject, what: 'the service account', value: text(pod.spec.serviceAccountName) },
  ];
}

function fieldAt(path: string): string {
  return path.replace(/^spec\./, '');
}

function imagesOf({ subject, containers }: Workload): Written[] {
  return containers.map(({ name, image }) => ({ subject, what: `the image of container "${name}"`, value: image }));
}

/** What Argo CD deploys, and where to. */
function destinationsOf(app: AppView): Written[] {
  return applicationsIn(app).flatMap(({ subject, spec }) => {
    const destination = fields(spec.destination);
    return [
      ...sourcesOf(spec).flatMap(({ repoURL, path, targetRevision }) =>
        Object.entries({ repoURL, path, targetRevision }),
      ),
      ...['server', 'name', 'namespace'].map((field): [string, unknown] => [
        `destination.${field}`,
        destination[field],
      ]),
    ].map(([what, value]) => ({ subject, what, value: text(value) }));
  });
}
