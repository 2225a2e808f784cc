import type { InfisicalFolder } from '../infisical';
import type { InfisicalResourceProps } from './infisical-resource-props';

/** The prop that names the folder of a construct. */
type FolderProp = 'source' | 'location' | 'destination';

/** The props by which a construct says itself what it would else take from its environment. */
export interface OwnProps<L extends InfisicalFolder>
  extends Pick<InfisicalResourceProps, 'host' | 'auth' | 'secretPath' | 'project'> {
  /** As they were given; the rest is without what is of a wrong type. */
  readonly props: unknown;
  /** Whether it is made by a subclass, whose props may have more in them. */
  readonly isSubclass: boolean;
  readonly folderProp: FolderProp;
  readonly folder?: L;
  /** Whether an id of the project is better than its slug. */
  readonly prefersId?: boolean;
  /** Whether it can log in with a service token, which belongs to one project, and is not told which. */
  readonly knowsServiceTokens?: boolean;
}

/** A folder of Infisical with all that its construct takes from the environment. */
export type Complete<L extends InfisicalFolder> = L & { readonly environment: string };

/** Whether a prop was not given at all; one of a wrong type was. */
export function isMissing(props: unknown, prop: string): boolean {
  return typeof props === 'object' && props !== null && (props as { [prop: string]: unknown })[prop] === undefined;
}
