import type { AppModel } from './app-model';
import { Field } from './field';
import type { ArgoCdKind } from './kinds';
import { objectOf, type Resource, specOf } from './resource';
import { resourcesOfKind } from './resources-of-kind';

type Resources = Pick<AppModel, 'resources'>;

/** An Application of Argo CD, or one that an ApplicationSet makes, as far as that can be told. */
export interface Application {
  readonly resource: Resource;
  readonly spec: Field;
  /** Whether a patch, or the template of a generator, may set what is missing here, and change what is there. */
  readonly isSetElsewhere: boolean;
}

export function argoObjects(app: Resources, kind: ArgoCdKind): Resource[] {
  return resourcesOfKind(app, kind).filter(
    ({ manifest, failure }) => manifest.apiVersion.startsWith('argoproj.io/') && failure === undefined,
  );
}

/** The applications, and the templates of others. */
export function applicationsIn(app: Resources): Application[] {
  return [
    ...argoObjects(app, 'Application').map((resource) => ({
      resource,
      spec: specOf(resource),
      isSetElsewhere: false,
    })),
    ...argoObjects(app, 'ApplicationSet').map((resource) => ({
      resource,
      spec: specOf(resource).at('template', 'spec'),
      isSetElsewhere: isSetElsewhere(resource),
    })),
  ];
}

/** The applications, those of a template once for each environment of its list. */
export function deployedApplications(app: Resources): Application[] {
  return applicationsIn(app).flatMap((application) => {
    const { resource, spec } = application;
    const elements = generatorsOf(resource).flatMap((generator) => generator.at('list', 'elements').items());
    return elements.length === 0
      ? [application]
      : elements.map((element) => ({ ...application, spec: Field.of(fillIn(spec.raw, element), spec.path) }));
  });
}

function isSetElsewhere(applicationSet: Resource): boolean {
  return (
    !specOf(applicationSet).text('templatePatch').isEmpty ||
    generatorsOf(applicationSet).some((generator) => generator.places().some((one) => one.at('template').isGiven))
  );
}

/** The generators of an ApplicationSet. */
export function generatorsOf(resource: Resource): Field[] {
  return specOf(resource).at('generators').items();
}

/** Whether a value is known only when Argo CD fills a template. */
export function isTemplated(value: string): boolean {
  return value.includes('{{');
}

/** What of a text stays as it is when Argo CD fills it in; all of it in one part where that is no template. */
export function partsOfTemplate(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf('{{'); at >= 0; at = text.indexOf('{{', from)) {
    const end = text.indexOf('}}', at);
    parts.push(text.slice(from, at));
    if (end < 0) return [...parts, ''];
    from = end + 2;
  }
  return [...parts, text.slice(from)];
}

/** Where an application comes from: as Argo CD has it, from what it renders into a branch, from many, or else from one. */
export function applicationSourcesOf(spec: Field): Field[] {
  const hydrated = spec.at('sourceHydrator', 'drySource');
  if (hydrated.isGiven) return [hydrated];
  const many = spec.at('sources').items();
  return many.length > 0 ? many : [spec.at('source')].filter(({ isGiven }) => isGiven);
}

/** Whether projects of which the app knows nothing add to what an AppProject allows. */
export function hasGlobalProjects(app: Resources): boolean {
  return resourcesOfKind(app, 'ConfigMap').some(
    (resource) =>
      resource.manifest.metadata.name === 'argocd-cm' && objectOf(resource).at('data', 'globalProjects').isGiven,
  );
}

function fillIn(value: unknown, element: Field, done = new Map<unknown, unknown>()): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(/\{\{ *\.?(\w+) *\}\}/g, (whole, name) => element.text(name).value ?? whole);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (done.has(value)) return done.get(value);
  // By an alias it may stand in itself.
  done.set(value, undefined);
  const copy = Array.isArray(value)
    ? value.map((item) => fillIn(item, element, done))
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillIn(item, element, done)]));
  done.set(value, copy);
  return copy;
}
