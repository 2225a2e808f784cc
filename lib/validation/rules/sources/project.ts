import { type Field, pathText } from '../../../model/field';
import type { Source } from '../../../model/operator-resource';
import { isNearly } from '../../../text/did-you-mean';
import { listed } from '../../../text/listed';
import { type Fix, ruleOn, Severity } from '../../rule';
import { reading } from './reading';

export const S1 = ruleOn('folder', {
  hasFix: true,
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A source names its project',
  why: 'A machine identity can read several projects, and the operator takes none by itself: every sync fails.',
  source:
    'operator v0.11.7: api/v1alpha1/infisicalsecret_types.go (ValidateScope), internal/services/infisicalstaticsecret/reconciler.go (Validate)',
  bad: reading({ projectSlug: null }),
  good: reading({ projectSlug: 'shop' }),
  check: (folder, report) => {
    if (folder.isRecognized) return;
    const { login, projectId, projectSlug, what } = folder;
    const onlyById = login?.method.name === 'serviceAccount';
    if (isNamed(projectId) || (isNamed(projectSlug) && !onlyById) || hasItsProject(folder)) return;
    const whole = isAbsent(folder) ? wholeMissing(folder, 'project, environment and secret path') : undefined;
    if (whole !== undefined) {
      report(whole.at, whole.message, whole.fix);
      return;
    }
    const remedy = onlyById ? 'set projectId' : 'set projectSlug or projectId';
    const isById = onlyById || projectId.isGiven || hasMisplacedId(folder);
    report(isById && !projectSlug.isGiven ? projectId : projectSlug, `the ${what} has no project: ${remedy}`);
  },
});

export const S2 = ruleOn('folder', {
  severity: Severity.ERROR,
  title: 'A source names its project once',
  why: 'The operator refuses a source that has both an id and a slug, also where they belong to the same project.',
  source: S1.source,
  bad: reading({ projectSlug: 'shop', projectId: '6f1c2d7e-8a3b-4c5d-9e6f-000000000001' }),
  good: reading({ projectSlug: 'shop' }),
  check: ({ what, projectId, projectSlug, isRecognized }, report) => {
    if (!projectId.value || !projectSlug.value || isRecognized) return;
    report(
      projectSlug,
      `the ${what} has both projectId "${projectId.value}" and projectSlug "${projectSlug.value}", which the operator refuses: keep one`,
    );
  },
});

export const S4 = ruleOn('folder', {
  hasFix: true,
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A source names its environment and secret path',
  why: 'Both are asked of every source, and neither has a default: the root is written as "/".',
  source:
    'operator v0.11.7: internal/services/infisicalstaticsecret/reconciler.go (Validate); config/crd/bases of v1alpha1, which require both',
  bad: reading({ envSlug: '', secretsPath: '' }),
  good: reading({ envSlug: 'prod', secretsPath: '/' }),
  check: (folder, report) => {
    if (folder.isRecognized) return;
    const { what, environment, path, isRoot } = folder;
    if (isAbsent(folder)) {
      // S1 tells it, unless nothing is to be said of the project.
      if (!hasItsProject(folder)) return;
      const { at, message, fix } = wholeMissing(folder, 'environment and secret path');
      report(at, message, fix);
      return;
    }
    if (!isNamed(environment)) {
      report(environment, `the ${what} has no environment: set its slug, for example "staging"`);
    }
    if (isRoot || isNamed(path)) return;
    report(path, `the ${what} has ${path.isGiven ? 'an empty' : 'no'} secret path: the root is "/"`);
  },
});

/** Whether an id stands there under a slip, or beside it: F1 tells where it belongs. */
function hasMisplacedId({ field, login, owner: { spec } }: Source): boolean {
  const isBeside = [spec, login?.block].some((holder) => holder?.at('projectId').isGiven);
  return isBeside || field.entries().some(([name]) => isNearly(name, 'projectId'));
}

/** Whether it has a text, or will have one. */
function isNamed(field: Field<string>): boolean {
  return field.isUnresolved || !!field.value;
}

/** A service token belongs to one project. */
function hasItsProject({ login }: Source): boolean {
  return login?.method.name === 'serviceToken';
}

function isAbsent({ field }: Source): boolean {
  return !field.isGiven && !field.isUnresolved;
}

/** Of a block that is not there at all, no part is either: that is told once, where it stands if it does. */
function wholeMissing(folder: Source, parts: string) {
  const { what, field, projectSlug, environment, path } = folder;
  const misplaced = misplacedScope(folder);
  const names = [...(hasItsProject(folder) ? [] : [projectSlug]), environment, path].map(({ key }) => String(key));
  const remedy = misplaced?.remedy ?? `add ${pathText(field.path.slice(1))} with ${listed(names)}`;
  return { at: misplaced?.at ?? field, message: `the ${what} has no ${parts}: ${remedy}`, fix: misplaced?.fix };
}

/** The API server refuses the resource, so that it can only ever have been meant this way. */
function misplacedScope({
  owner: { spec },
  login,
}: Source): { readonly at: Field; readonly remedy: string; readonly fix: Fix } | undefined {
  const isObject = ({ raw }: Field) => typeof raw === 'object' && raw !== null && !Array.isArray(raw);
  const authentication = spec.at('authentication');
  const blocks = authentication.entries().filter(([name, block]) => name !== 'secretsScope' && isObject(block));
  const scope = login?.block.at('secretsScope');
  if (login === undefined || scope === undefined || blocks.length !== 1 || scope.raw !== undefined) return undefined;
  const misplaced = [authentication, spec, login.block.at('credentialsRef')]
    .map((holder) => holder.at('secretsScope'))
    .find(isObject);
  if (misplaced === undefined) return undefined;
  const place = `authentication.${login.method.v1alpha1}`;
  const fix = {
    message: `secretsScope moved into ${place}, where the operator looks for it`,
    edits: [{ path: scope.path, value: misplaced.raw }, { path: misplaced.path }],
  };
  const remedy = `move ${misplaced.path.join('.')} into ${place}, where the operator looks for it`;
  return { at: misplaced, remedy, fix };
}
