import { type AppModel, perApp } from './app-model';
import { releasedAddressesOf, usesDefaultConnection } from './default-connection';
import type { Field } from './field';
import type { OperatorResource } from './operator-resource';
import type { Resource } from './resource';

export interface StatedHost {
  readonly resource: Resource;
  readonly field: Field<string>;
  readonly url: string;
  /** Whether it must be a base URL, without `/api`. */
  readonly isBase: boolean;
}

/** The host that a resource names. An empty one counts only if the user of a construct wrote it: it means the default. */
function hostOf({ resource, kind, host }: OperatorResource): StatedHost | undefined {
  const { declaredHost } = resource;
  const url = declaredHost ?? (host.value || undefined);
  const isBase = declaredHost !== undefined || kind === 'InfisicalConnection';
  return url === undefined ? undefined : { resource, field: host, url, isBase };
}

/** All hosts that an app names, the one of the operator's default connection among them. */
export const statedHostsOf = perApp((app): StatedHost[] => [
  ...app.operator.flatMap((owner) => hostOf(owner) ?? []),
  ...releasedAddressesOf(app).map(({ resource, field }) => ({ resource, field, url: field.value ?? '', isBase: true })),
  ...configuredAddress(app),
]);

/** What is told of the default connection counts where an InfisicalAuth uses it: it is told of the first. */
function configuredAddress({ operator, settings: { defaultConnection } }: AppModel): StatedHost[] {
  const user = operator.find(usesDefaultConnection);
  // That of a program is told where it is declared.
  if (user === undefined || user.resource.declaredHost !== undefined || defaultConnection === undefined) return [];
  return [{ resource: user.resource, field: user.logsInWith.field.text(), url: defaultConnection, isBase: true }];
}
