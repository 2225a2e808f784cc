import type { InfisicalProject } from '../gitops';
import type { InfisicalAuth, InfisicalHost, InfisicalLocation } from '../infisical';

/** The prop that has the place of a construct. */
type PlaceProp = 'source' | 'location' | 'destination';

/** The props by which a construct says itself what it would else take from its environment. */
export interface OwnProps<L extends InfisicalLocation> {
  /** As they were given; the rest is without what is of a wrong type. */
  readonly given: unknown;
  readonly host?: InfisicalHost;
  readonly auth?: InfisicalAuth;
  readonly secretPath?: string;
  readonly project?: InfisicalProject;
  readonly placeProp: PlaceProp;
  readonly place?: L;
  /** Whether an id of the project is better than its slug. */
  readonly prefersId?: boolean;
  /** Whether it can log in with a service token, which belongs to one project, and is not told which. */
  readonly knowsServiceTokens?: boolean;
}

/** A place of Infisical with all that its construct takes from the environment. */
export type Complete<L extends InfisicalLocation> = L & { readonly environment: string };

/** Whether a prop was not given at all; one of a wrong type was. */
export function isMissing(given: unknown, prop: string): boolean {
  return typeof given === 'object' && given !== null && (given as { [prop: string]: unknown })[prop] === undefined;
}
