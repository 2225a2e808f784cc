import { perApp } from '../../../model/app-model';
import type { Source } from '../../../model/operator-resource';
import { type ExampleObjects, ruleOn, Severity } from '../../rule';
import { pathOf } from './destination';

export const X31 = ruleOn('consumption', {
  severity: Severity.WARNING,
  operators: [{ that: 'staticSecretPush' }],
  title: 'A push of v1beta1 does not lead back to the folder that its Secret comes from',
  why: 'A circle writes a secret over the one that it comes from: a value that is changed in Infisical is changed back.',
  source:
    'https://infisical.com/docs/integrations/platforms/kubernetes/infisical-static-secret-push-crd (v0.11.17), whose fields are not public: read are names of Secrets and folders as other kinds of the operator have them',
  bad: pushingTo('/web'),
  good: pushingTo('/copies'),
  check: ({ workload: { resource }, object, uses: [use] }, report, app) => {
    if (resource.manifest.kind !== 'InfisicalStaticSecretPush' || object.kind !== 'Secret') return;
    const places = placesPushedTo(app).get(resource);
    const source = object.owner.sources.find((one) => keysOf(one).some((key) => places?.has(key)));
    if (source === undefined) return;
    report(use.field, `${told(object.name.value, source)}, so that push and sync run in a circle: ${REMEDY}`);
  },
});

/** For each push the folders that it writes to, and those above them, by which recursive sources read them. */
const placesPushedTo = perApp(({ operator }) => {
  const pushes = operator.filter(({ kind }) => kind === 'InfisicalStaticSecretPush');
  return new Map(
    pushes.map(({ resource, folders }) => [
      resource,
      new Set(
        folders.flatMap((folder) => [...keysOf(folder), ...above(folder).flatMap((path) => keysOf(folder, path))]),
      ),
    ]),
  );
});

/** What names a folder of a project, by its id and by its slug; with a path, that one and all below it. */
function keysOf(folder: Source, below?: string): string[] {
  const { projectId, projectSlug, environment, recursive } = folder;
  const path = below ?? partsOf(folder)?.join('/');
  if (path === undefined || !environment.value) return [];
  const isWhole = below !== undefined || recursive.value === true;
  return [projectId, projectSlug].flatMap(({ key, value }) =>
    value ? [JSON.stringify([isWhole, key, value, environment.value, path])] : [],
  );
}

/** No folder is so deep. */
const DEEPEST = 100;

/** The paths under which a folder is read by a recursive source: its own and those above it. */
function above(folder: Source): string[] {
  const parts = (partsOf(folder) ?? []).slice(0, DEEPEST);
  return [...parts.map((_, i) => parts.slice(0, i + 1).join('/')), ''];
}

function partsOf(folder: Source): string[] | undefined {
  return pathOf(folder)?.split('/').filter(Boolean);
}

const REMEDY = 'push another Secret, or to another path';

function told(name: string | undefined, source: Source): string {
  return `the pushed Secret "${name}" is itself synced from "${pathOf(source)}" in the same environment`;
}

function pushingTo(secretPath: string): ExampleObjects {
  const targets = [{ projectId: '6f1c2d7e-8a3b-4c5d-9e6f-000000000001', environmentSlug: 'prod', secretPath }];
  return {
    objects: [
      { kind: 'InfisicalStaticSecret' },
      { kind: 'InfisicalStaticSecretPush', spec: { secretRef: { name: 'web-secrets', namespace: 'shop' }, targets } },
    ],
  };
}
