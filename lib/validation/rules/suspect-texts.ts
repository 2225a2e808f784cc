import { type AppModel, perApp } from '../../model/app-model';
import { applicationSourcesOf, applicationsIn } from '../../model/argo-cd';
import { type Field, isToken, pathText, rawIn } from '../../model/field';
import { identityIdsOf } from '../../model/identity-ids';
import { namespacesOf, referredNamesOf } from '../../model/names-in-resource';
import { folderParts } from '../../model/operator-resource';
import { objectOf, type Resource, specOf } from '../../model/resource';
import { statedHostsOf } from '../../model/stated-host';
import { mayStandForNothing } from '../../text/unset-text';

/** Looks at a text that can have been put together by a program; the value is told where the field does not say it. */
type Look = (resource: Resource, field: Field, what: () => string, value?: unknown) => void;

/** Asked before a place is made of a text, as nearly none is. */
export function isSuspect(value: unknown): value is string {
  return typeof value === 'string' && mayStandForNothing(value);
}

/** How deep specs go, and some more: what is deeper, or in itself by an alias, is looked at anyway. */
const DEPTH = 12;

/** Whether any text in a value is one. */
function isSuspectIn(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return isSuspect(value);
  if (isToken(value)) return false;
  return depth > DEPTH || Object.values(value).some((inner) => isSuspectIn(inner, depth + 1));
}

const namesGiven = perApp(
  (app): ReadonlySet<unknown> =>
    new Set([
      ...app.managedObjects.map(({ name }) => name.value),
      ...app.resources.map(({ manifest }) => manifest.metadata.name),
    ]),
);

/** Looks at what may have such a part. */
export function lookAtTexts(app: AppModel, look: Look): void {
  for (const resource of app.resources) {
    const raw = rawIn(objectOf(resource).raw, 'metadata');
    if (!isSuspect(rawIn(raw, 'name')) && !isSuspect(rawIn(raw, 'namespace'))) continue;
    const metadata = objectOf(resource).at('metadata');
    look(resource, metadata.at('name'), () => `the name of the ${resource.manifest.kind}`);
    look(resource, metadata.at('namespace'), () => 'the namespace');
  }
  // One look at all texts of a spec, as hardly any has such a part, before one at those which somebody looks for.
  const suspects = new Set(app.infisical.filter((resource) => isSuspectIn(specOf(resource).raw)));
  const operator = app.operator.filter(({ resource }) => suspects.has(resource));
  for (const { resource, managed } of operator) {
    for (const { kind, name } of managed) look(resource, name, () => `the name of the managed ${kind}`);
  }
  for (const folder of operator.flatMap(({ folders }) => folders)) {
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
  lookAtReferences(app, suspects, look);
  lookAtDestinations(app, look);
}

/** What is referred to. A namespace that is that of the resource itself, and a name that the app itself gives, are told there. */
function lookAtReferences(app: AppModel, suspects: Iterable<Resource>, look: Look): void {
  const unlessGiven = (resource: Resource, field: Field, what: () => string) => {
    if (!namesGiven(app).has(field.raw)) look(resource, field, what);
  };
  const placeOf = ({ path }: Field) => pathText(path.slice(1));
  for (const resource of suspects) {
    for (const field of namespacesOf(resource)) {
      if (field.value !== resource.manifest.metadata.namespace) look(resource, field, () => placeOf(field));
    }
  }
  for (const resource of suspects) {
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
