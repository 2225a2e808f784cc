import type { IConstruct } from 'constructs';
import { environmentNameOf } from '../../evaluation/environment-name';
import { InfisicalProject, type ProjectEnvironment } from '../../gitops';
import { keyAccessesIn } from '../../infisical/key-access';
import { shown } from '../../text/shown';
import { LAPTOP } from '../record/record-setting';
import type { ParityProblem } from './parity-problem';

export interface StackScopes {
  readonly scopes: readonly IConstruct[];
  /** The environment of a project that they are of. */
  readonly environment?: ProjectEnvironment;
  readonly problems: readonly ParityProblem[];
}

/** The constructs among what was given in the place of the scopes, and what is wrong with it. */
export function constructsOf(
  given: unknown,
  asking: 'LocalStack' | 'LocalRun' | 'EnvSchema',
): { readonly scopes: IConstruct[]; readonly problems: ParityProblem[] } {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  const scopes = list.filter(isConstruct);
  const about = (message: string): ParityProblem => ({ rule: 'N5', message });
  if (!Array.isArray(given)) {
    const [remedy] = [...scopes.map((one) => `new ${asking}([${environmentNameOf(one) ?? 'app'}], …)`), '[app]'];
    return {
      scopes,
      problems: [about(`the scopes must be a list of apps or charts, found ${foundAt(given)}: write ${remedy}`)],
    };
  }
  const strange = list.flatMap((one, i) =>
    isConstruct(one) ? [] : [about(`scopes[${i}] must be an app or a chart, found ${foundAt(one)}`)],
  );
  return { scopes, problems: strange };
}

/**
 * The scopes of the environment that the stack is for, and those of which nobody knows the environment. All of them, if
 * none is of it: applications of other environments may run with the keys of a laptop.
 *
 * @param wanted name or slug of the environment
 */
export function chosenScopes(scopes: readonly IConstruct[], wanted: string | undefined): StackScopes {
  const isOfProject = scopes.some((scope) => InfisicalProject._environmentAt(scope) !== undefined);
  const chosen = scopesOf(wanted ?? (isOfProject ? undefined : LAPTOP), scopes);
  const environments = [...new Set(chosen.flatMap((scope) => InfisicalProject._environmentAt(scope) ?? []))];
  const [environment] = environments;
  if (environment === undefined || areOne(environments)) return { scopes: chosen, environment, problems: [] };
  const names = environments.map(({ name }) => name).join(', ');
  const message = `the stack is given the environments ${names}: a laptop is one, give that alone`;
  // What follows from that is no news.
  const ofFirst = chosen.filter((scope) => InfisicalProject._environmentAt(scope) === environment);
  return { scopes: ofFirst, environment, problems: [{ rule: 'L7', message }] };
}

function scopesOf(wanted: string | undefined, scopes: readonly IConstruct[]): readonly IConstruct[] {
  if (wanted === undefined) return scopes;
  const names = new Map(scopes.map((scope) => [scope, environmentsOf(scope)]));
  const isWanted = (scope: IConstruct) => names.get(scope)?.includes(wanted);
  return scopes.some(isWanted) ? scopes.filter((scope) => isWanted(scope) || names.get(scope)?.length === 0) : scopes;
}

/** What its environment is called: by its project or folder, and in Infisical. */
function environmentsOf(scope: IConstruct): string[] {
  const environment = InfisicalProject._environmentAt(scope);
  if (environment !== undefined) return [environment.name, environment.slug];
  const read = keyAccessesIn(scope).flatMap(
    ({ readFrom }) => readFrom?.sources.flatMap((source) => source.environment ?? []) ?? [],
  );
  return [environmentNameOf(scope) ?? [], read].flat();
}

/** Projects of one program may share a laptop, with the same environment of each. */
function areOne(environments: readonly ProjectEnvironment[]): boolean {
  const projects = new Set(environments.map(({ project }) => project));
  const slugs = new Set(environments.map(({ slug }) => slug));
  return projects.size === environments.length && slugs.size === 1;
}

function isConstruct(value: unknown): value is IConstruct {
  return typeof value === 'object' && value !== null && 'node' in value && !isProject(value);
}

function foundAt(value: unknown): string {
  if (isConstruct(value)) {
    const name = environmentNameOf(value);
    return name === undefined ? 'one of them' : `the environment "${name}"`;
  }
  return isProject(value) ? 'an InfisicalProject, of which one environment is meant' : shown(value);
}

function isProject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'addEnvironment' in value;
}
