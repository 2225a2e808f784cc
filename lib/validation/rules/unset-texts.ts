import { grouped } from '../../collections/grouped';
import type { AppModel } from '../../model/app-model';
import { applicationSourcesOf, applicationsIn } from '../../model/argo-cd';
import { type Field, pathText } from '../../model/field';
import { folderParts } from '../../model/folder-parts';
import { identityIdsOf } from '../../model/identity-ids';
import { namespacesOf, referredNamesOf } from '../../model/names-in-resource';
import { objectOf, type Resource } from '../../model/resource';
import { hostOf } from '../../model/stated-host';
import type { Workload } from '../../model/workloads';
import { fewOf } from '../../text/few-of';
import { shown } from '../../text/shown';
import { unsetPartOf } from '../../text/unset-text';
import { ruleOn } from '../rule';
import { reading } from './sources/reading';

/** A text that can have been put together by a program. */
interface Written {
  readonly resource: Resource;
  /** For messages. */
  readonly what: string;
  readonly field: Field;
  /** Where the field does not say it. */
  readonly value?: string;
}

export const N6 = ruleOn('app', {
  title: 'No name, namespace, host, path, slug or tag has the text of a value that is not set',
  why: '"shop-undefined" is a valid name: it is created, and nothing ever looks for it, or it meets that of another team.',
  source: 'https://tc39.es/ecma262/#sec-template-literals: what is not set becomes the text "undefined"',
  bad: reading({ secretsPath: '/undefined/api' }),
  good: reading({ secretsPath: '/orders/api' }),
  check: (app, report) => {
    const found = textsOf(app).flatMap((text) => {
      const { value = text.field.raw } = text;
      const part = typeof value === 'string' ? unsetPartOf(value) : undefined;
      return part === undefined ? [] : [{ ...text, value, part }];
    });
    for (const [resource, texts] of grouped(found, (one) => one.resource)) {
      const what = fewOf(texts.map((text) => `${text.what} ${shown(text.value)}`));
      const [{ part, field }] = texts;
      report(resource, field, `${what}: "${part}" is what a program writes for a value that is not set: set it`);
    }
  },
});

function textsOf(app: AppModel): Written[] {
  const { operator } = app;
  return [
    ...app.resources.flatMap(identityOf),
    ...app.managedObjects.map(({ owner: { resource }, kind, name: field }) => ({
      resource,
      what: `the name of the managed ${kind}`,
      field,
    })),
    ...operator
      .flatMap(({ folders }) => folders)
      .flatMap((folder) =>
        folderParts(folder).map(([name, field]) => ({
          resource: folder.owner.resource,
          what: `the ${name} of the ${folder.what}`,
          field,
        })),
      ),
    ...operator.flatMap((owner) => {
      const { field, url } = hostOf(owner) ?? {};
      return field === undefined ? [] : [{ resource: owner.resource, what: 'the host', field, value: url }];
    }),
    ...identityIdsOf(app).map(({ id: value, ...one }) => ({ ...one, what: 'the id of the machine identity', value })),
    ...app.workloads.flatMap(imagesOf),
    ...referencesOf(app),
    ...destinationsOf(app),
  ];
}

function identityOf(resource: Resource): Written[] {
  const metadata = objectOf(resource).at('metadata');
  return [
    { resource, what: `the name of the ${resource.manifest.kind}`, field: metadata.at('name') },
    { resource, what: 'the namespace', field: metadata.at('namespace') },
  ];
}

/** What is referred to. A namespace that is that of the resource itself, and a name that the app itself gives, are told there. */
function referencesOf(app: AppModel): Written[] {
  const given = new Set<unknown>([
    ...app.managedObjects.map(({ name }) => name.value),
    ...app.resources.map(({ manifest }) => manifest.metadata.name),
  ]);
  const written = (resource: Resource, fields: readonly Field[]): Written[] =>
    fields.map((field) => ({
      resource,
      field,
      // Only of what is wrong: each path is looked at for credentials.
      get what() {
        return pathText(field.path.slice(1));
      },
    }));
  const names = app.infisical.flatMap((resource) => written(resource, referredNamesOf(resource)));
  const namespaces = app.infisical.flatMap((resource) => {
    const others = namespacesOf(resource).filter(({ value }) => value !== resource.manifest.metadata.namespace);
    return written(resource, others);
  });
  const unknown = [...names, ...app.workloads.flatMap(namedByPods)].filter(({ field }) => !given.has(field.raw));
  return [...namespaces, ...unknown];
}

function namedByPods({ resource, pod, uses }: Workload): Written[] {
  return [
    ...uses.map(({ kind, field }) => ({ resource, what: `the ${kind}`, field })),
    { resource, what: 'the service account', field: pod.spec.at('serviceAccountName') },
  ];
}

function imagesOf({ resource, containers }: Workload): Written[] {
  return containers.map(({ name, image: field }) => ({ resource, what: `the image of container "${name}"`, field }));
}

/** What Argo CD deploys, and where to. */
function destinationsOf(app: AppModel): Written[] {
  return applicationsIn(app).flatMap(({ resource, spec }) => {
    const sources = applicationSourcesOf(spec).flatMap((source) =>
      ['repoURL', 'path', 'targetRevision'].map((part) => [part, source.at(part)] as const),
    );
    const destination = ['server', 'name', 'namespace'].map(
      (part) => [`destination.${part}`, spec.at('destination', part)] as const,
    );
    return [...sources, ...destination].map(([what, field]) => ({ resource, what, field }));
  });
}
