import { list } from '../../json/json';
import { type AppModel, type Scope, specsOf } from '../../model/app-model';
import { LEGACY_METHODS } from '../../model/authentication';
import { asksForInstantUpdates } from '../../model/instant-updates';
import { isAtMost, statedFrom } from '../../model/operator-version';
import { isPlain } from '../../model/written-keys';
import { quotedKey } from '../../text/key-name';
import { isPlaceholder } from '../../text/placeholder';
import { unsetPartOf } from '../../text/unset-text';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/** What to read from Infisical, and where to write there. */
export const SOURCE_RULES: readonly Rule[] = [
  {
    id: 'S1',
    severity: Severity.ERROR,
    title: 'A source names its project',
    check: (app, report) => {
      for (const { resource, what, method, projectId, projectSlug } of readablePlaces(app)) {
        // A service token belongs to one project.
        if (projectId || (projectSlug && method !== LEGACY_METHODS.serviceAccount)) continue;
        if (method === LEGACY_METHODS.serviceToken) continue;
        const remedy = method === LEGACY_METHODS.serviceAccount ? 'set projectId' : 'set projectSlug or projectId';
        report(resource, `the ${what} has no project: ${remedy}`);
      }
    },
  },
  {
    id: 'S2',
    severity: Severity.ERROR,
    title: 'A source names its project once',
    check: ({ places }, report) => {
      for (const { resource, what, projectId, projectSlug } of places) {
        if (projectId && projectSlug) {
          report(
            resource,
            `the ${what} has both projectId "${projectId}" and projectSlug "${projectSlug}", which the operator refuses: keep one`,
          );
        }
      }
    },
  },
  {
    id: 'S3',
    severity: Severity.ERROR,
    title: 'A source that reads one secret is not recursive',
    check: ({ scopes }, report) => {
      for (const { resource, what, secretName, recursive } of scopes) {
        if (secretName && recursive) {
          report(
            resource,
            `the ${what} reads the one secret ${quotedKey(secretName)} and is recursive, which the operator refuses: drop one of the two`,
          );
        }
      }
    },
  },
  {
    id: 'S4',
    severity: Severity.ERROR,
    title: 'A source names its environment and secret path',
    check: (app, report) => {
      for (const { resource, what, environment, path } of readablePlaces(app)) {
        if (!environment) report(resource, `the ${what} has no environment: set its slug, for example "staging"`);
        if (!path) report(resource, `the ${what} has an empty secret path: the root is "/"`);
      }
    },
  },
  {
    id: 'S5',
    severity: Severity.WARNING,
    title: 'A secret path looks like /a/b',
    check: ({ places }, report) => {
      for (const { resource, what, path } of places) {
        const remedy = path && !isPlaceholder(path) && !unsetPartOf(path) ? pathRemedy(path) : undefined;
        if (remedy) report(resource, `the secret path "${path}" of the ${what} ${remedy}`);
      }
    },
  },
  {
    id: 'S6',
    severity: Severity.ERROR,
    assumes: 'operatorVersion',
    title: 'Instant updates of v1beta1 have the id of each project',
    check: ({ scopes, settings }, report) => {
      // Later ones look for the id themselves (seen with v0.11.7).
      if (!isAtMost(settings.operatorVersion, 'v0.11.6')) return;
      for (const { resource, what, projectId, projectSlug } of scopes) {
        if (resource.manifest.kind !== 'InfisicalStaticSecret' || !asksForInstantUpdates(resource)) continue;
        if (projectId || !projectSlug) continue;
        report(
          resource,
          `the ${what} names its project by the slug "${projectSlug}", with which instant updates never arrive: ${statedFrom('v0.11.7')}; else set projectId instead, or drop instantUpdates`,
        );
      }
    },
  },
  {
    id: 'S7',
    severity: Severity.WARNING,
    title: 'A source is not recursive',
    check: ({ scopes }, report) => {
      for (const { resource, what, path, recursive, secretName } of scopes) {
        if (!recursive || secretName) continue;
        report(
          resource,
          `the ${what} reads all folders below "${path ?? ''}" and drops their names, so that of equal keys in different folders only one survives: name each folder as a source`,
        );
      }
    },
  },
  {
    id: 'S8',
    severity: Severity.ERROR,
    title: 'An InfisicalStaticSecret reads and writes something',
    check: (app, report) => {
      for (const { resource, spec } of specsOf(app, 'InfisicalStaticSecret')) {
        if (isEmptyList(spec.sources)) report(resource, 'there is nothing to read: add one of sources');
        if (isEmptyList(spec.targets)) report(resource, 'there is nothing to write: add one of targets');
      }
    },
  },
];

function readablePlaces({ places }: AppModel): Scope[] {
  return places.filter(({ deferred }) => !deferred);
}

function isEmptyList(value: unknown): boolean {
  return isPlain(value) && list(value).length === 0;
}

function pathRemedy(path: string): string | undefined {
  if (/[*?[\]{}]/.test(path)) {
    return 'has wildcards, which Infisical takes as they stand: write one folder, and recursive for what lies below it';
  }
  // As lists of places write it: the environment is said apart.
  const inEnvironment = path.replace(/^[\w-]+:(?=\/)/, '');
  const normal = `/${inEnvironment.split('/').filter(Boolean).join('/')}`;
  return path === normal ? undefined : `should look like "/a/b": write "${normal}"`;
}
