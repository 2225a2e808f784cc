import { grouped } from '../../collections/grouped';
import { type AppModel, perApp } from '../../model/app-model';
import { applicationSourcesOf, applicationsIn } from '../../model/argo-cd';
import { type Field, pathText, rawIn } from '../../model/field';
import { identityIdsOf } from '../../model/identity-ids';
import { namespacesOf, referredNamesOf } from '../../model/names-in-resource';
import { folderParts } from '../../model/operator-resource';
import { objectOf, type Resource } from '../../model/resource';
import { statedHostsOf } from '../../model/stated-host';
import { fewOf } from '../../text/few-of';
import { shown } from '../../text/shown';
import { emptyWordOf, mayStandForNothing, unsetPartOf } from '../../text/unset-text';
import { ruleOn, Severity } from '../rule';
import { reading } from './sources/reading';

/** A text of a value that is not set. */
interface Unset {
  readonly resource: Resource;
  readonly field: Field;
  readonly what: string;
  readonly part: string;
}

/** A text in which one of the rules finds such a part. */
interface SuspectText extends Omit<Unset, 'part'> {
  readonly value: string;
}

/** Looks at a text that can have been put together by a program; the value is told where the field does not say it. */
type Look = (resource: Resource, field: Field, what: () => string, value?: unknown) => void;

export const N6 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'No name, namespace, host, path, slug or tag has the text of a value that is not set',
  why: '"shop-undefined" is a valid name: it is created, and nothing ever looks for it, or it meets that of another team.',
  source: 'https://tc39.es/ecma262/#sec-template-literals: what is not set becomes the text "undefined"',
  bad: reading({ secretsPath: '/undefined/api' }),
  good: reading({ secretsPath: '/orders/api' }),
  check: (app, report) => {
    for (const { resource, field, what, part } of textsWith(app, unsetPartOf)) {
      report(resource, field, `${what}: "${part}" is what a program writes for a value that is not set: set it`);
    }
  },
});

export const N12 = ruleOn('app', {
  severity: Severity.WARNING,
  yields: true,
  title: 'No name, namespace, host, path, slug or tag ends in the word for a value that is not set',
  why: '"shop-null" is a valid name: it is created, and nothing ever looks for it, or it meets that of another team.',
  source:
    'https://docs.oracle.com/javase/specs/jls/se21/html/jls-5.html#jls-5.1.11: what is not set becomes the text "null"',
  bad: reading({ secretsPath: '/orders-null/api' }),
  good: reading({ secretsPath: '/orders/api' }),
  check: (app, report) => {
    for (const { resource, field, what, part } of textsWith(app, emptyWordOf)) {
      const remedy = 'set it, or suppress this rule where it is meant';
      report(
        resource,
        field,
        `${what}: "${part}" at the end is what programs write for a value that is not set: ${remedy}`,
      );
    }
  },
});

/** The few texts that have a part of which one of these rules tells. */
const suspectTextsOf = perApp((app) => {
  const found: SuspectText[] = [];
  lookAtTexts(app, (resource, field, what, value = field.raw) => {
    if (!isSuspect(value) || (unsetPartOf(value) === undefined && emptyWordOf(value) === undefined)) return;
    found.push({ resource, field, what: `${what()} ${shown(value)}`, value });
  });
  return found;
});

/** Asked before a place is made of a text, as nearly none is. */
function isSuspect(value: unknown): value is string {
  return typeof value === 'string' && mayStandForNothing(value);
}

/** The texts of each resource that have such a part, the first of them with its place. */
function textsWith(app: AppModel, partOf: (text: string) => string | undefined): Unset[] {
  const found = suspectTextsOf(app).flatMap(({ value, ...text }): Unset[] => {
    const part = partOf(value);
    return part === undefined ? [] : [{ ...text, part }];
  });
  const byResource = [...grouped(found, (one) => one.resource).values()];
  return byResource.map((texts) => ({ ...texts[0], what: fewOf(texts.map(({ what }) => what)) }));
}

function lookAtTexts(app: AppModel, look: Look): void {
  for (const resource of app.resources) {
    const raw = rawIn(objectOf(resource).raw, 'metadata');
    if (!isSuspect(rawIn(raw, 'name')) && !isSuspect(rawIn(raw, 'namespace'))) continue;
    const metadata = objectOf(resource).at('metadata');
    look(resource, metadata.at('name'), () => `the name of the ${resource.manifest.kind}`);
    look(resource, metadata.at('namespace'), () => 'the namespace');
  }
  for (const { owner, kind, name } of app.managedObjects) {
    look(owner.resource, name, () => `the name of the managed ${kind}`);
  }
  for (const folder of app.operator.flatMap(({ folders }) => folders)) {
    for (const [name, field] of folderParts(folder)) {
      look(folder.owner.resource, field, () => `the ${name} of the ${folder.what}`);
    }
  }
  for (const { resource, field, url } of statedHostsOf(app)) look(resource, field, () => 'the host', url);
  for (const { resource, field, id } of identityIdsOf(app)) {
    look(resource, field, () => 'the id of the machine identity', id);
  }
  for (const { resource, containers } of app.workloads) {
    for (const { name, image } of containers) {
      if (isSuspect(image.raw)) look(resource, image, () => `the image of container "${name}"`);
    }
  }
  lookAtReferences(app, look);
  lookAtDestinations(app, look);
}

/** What is referred to. A namespace that is that of the resource itself, and a name that the app itself gives, are told there. */
function lookAtReferences(app: AppModel, look: Look): void {
  const given = new Set<unknown>([
    ...app.managedObjects.map(({ name }) => name.value),
    ...app.resources.map(({ manifest }) => manifest.metadata.name),
  ]);
  const unlessGiven = (resource: Resource, field: Field, what: () => string) => {
    if (!given.has(field.raw)) look(resource, field, what);
  };
  const placeOf = ({ path }: Field) => pathText(path.slice(1));
  for (const resource of app.infisical) {
    for (const field of namespacesOf(resource)) {
      if (field.value !== resource.manifest.metadata.namespace) look(resource, field, () => placeOf(field));
    }
  }
  for (const resource of app.infisical) {
    for (const field of referredNamesOf(resource)) unlessGiven(resource, field, () => placeOf(field));
  }
  for (const { resource, pod, uses } of app.workloads) {
    for (const use of uses) {
      if (isSuspect(use.name)) unlessGiven(resource, use.field, () => `the ${use.kind}`);
    }
    const account = 'serviceAccountName';
    if (isSuspect(rawIn(pod.spec.raw, account)))
      unlessGiven(resource, pod.spec.at(account), () => 'the service account');
  }
}

/** What Argo CD deploys, and where to. */
function lookAtDestinations(app: AppModel, look: Look): void {
  for (const { resource, spec } of applicationsIn(app)) {
    for (const source of applicationSourcesOf(spec)) {
      for (const part of ['repoURL', 'path', 'targetRevision']) look(resource, source.at(part), () => part);
    }
    for (const part of ['server', 'name', 'namespace']) {
      look(resource, spec.at('destination', part), () => `destination.${part}`);
    }
  }
}
