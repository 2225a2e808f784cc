import { type Fields, fields, list, ownField, text } from '../json/json';
import type { AppModel } from './app-model';
import { isGiven } from './presence';
import type { Resource } from './resource';

type Subjects = Pick<AppModel, 'resources'>;

/** An Application of Argo CD, or one that an ApplicationSet makes, as far as that can be told. */
export interface Application {
  readonly resource: Resource;
  readonly spec: Fields;
}

export function argoObjects({ resources }: Subjects, kind: string): Resource[] {
  return resources.filter(
    ({ manifest, failure }) =>
      manifest.kind === kind && manifest.apiVersion.startsWith('argoproj.io/') && failure === undefined,
  );
}

/** The applications, and the templates of others. */
export function applicationsIn(app: Subjects): Application[] {
  return [
    ...argoObjects(app, 'Application').map((resource) => ({ resource, spec: fields(resource.manifest.spec) })),
    ...argoObjects(app, 'ApplicationSet').map((resource) => ({
      resource,
      spec: fields(fields(fields(resource.manifest.spec).template).spec),
    })),
  ];
}

/** The same, with a list of environments filled into its template. */
export function deployedApplications(app: Subjects): Application[] {
  return applicationsIn(app).flatMap(({ resource, spec }) => {
    const elements = list(fields(resource.manifest.spec).generators).flatMap(({ list: generator }) =>
      list(fields(generator).elements),
    );
    return elements.length === 0
      ? [{ resource, spec }]
      : elements.map((element) => ({ resource, spec: fields(filled(spec, element)) }));
  });
}

/** Whether a value is known only when Argo CD fills a template. */
export function isTemplated(value: string): boolean {
  return value.includes('{{');
}

/** Where an application comes from, also if Argo CD renders it into a branch. */
export function sourcesOf({ source, sources, sourceHydrator }: Fields): Fields[] {
  const dry = fields(sourceHydrator).drySource;
  return [...[source, dry].filter(isGiven).map(fields), ...list(sources)];
}

function filled(value: unknown, element: Fields): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, element));
  if (typeof value === 'string') {
    return value.replaceAll(/\{\{ *\.?(\w+) *\}\}/g, (whole, name) => text(ownField(element, name)) ?? whole);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, element)]));
}
