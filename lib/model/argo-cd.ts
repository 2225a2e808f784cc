import type { AppModel } from './app-model';
import { Field } from './field';
import type { ArgoCdKind } from './kinds';
import { type Resource, specOf } from './resource';

type Resources = Pick<AppModel, 'resources'>;

/** An Application of Argo CD, or one that an ApplicationSet makes, as far as that can be told. */
export interface Application {
  readonly resource: Resource;
  readonly spec: Field;
}

export function argoObjects({ resources }: Resources, kind: ArgoCdKind): Resource[] {
  return resources.filter(
    ({ manifest, failure }) =>
      manifest.kind === kind && manifest.apiVersion.startsWith('argoproj.io/') && failure === undefined,
  );
}

/** The applications, and the templates of others. */
export function applicationsIn(app: Resources): Application[] {
  return [
    ...argoObjects(app, 'Application').map((resource) => ({ resource, spec: specOf(resource) })),
    ...argoObjects(app, 'ApplicationSet').map((resource) => ({
      resource,
      spec: specOf(resource).at('template', 'spec'),
    })),
  ];
}

/** The applications, those of a template once for each environment of its list. */
export function deployedApplications(app: Resources): Application[] {
  return applicationsIn(app).flatMap(({ resource, spec }) => {
    const elements = generatorsOf(resource).flatMap((generator) => generator.at('list', 'elements').items());
    return elements.length === 0
      ? [{ resource, spec }]
      : elements.map((element) => ({ resource, spec: Field.of(fillIn(spec.raw, element), spec.path) }));
  });
}

/** The generators of an ApplicationSet. */
export function generatorsOf(resource: Resource): Field[] {
  return specOf(resource).at('generators').items();
}

/** Whether a value is known only when Argo CD fills a template. */
export function isTemplated(value: string): boolean {
  return value.includes('{{');
}

/** Where an application comes from, also if Argo CD renders it into a branch. */
export function applicationSourcesOf(spec: Field): Field[] {
  const single = [spec.at('source'), spec.at('sourceHydrator', 'drySource')];
  return [...single.filter(({ isGiven }) => isGiven), ...spec.at('sources').items()];
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
