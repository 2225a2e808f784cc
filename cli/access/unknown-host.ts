import type { Configuration } from '../../lib/configuration/configuration';
import type { Settings } from '../../lib/model/app-model';

/** What the configuration tells of hosts that no manifest names, and of how those that are named are read. */
export type ToldHosts = Pick<Settings, 'defaultConnection' | 'operatorVersion' | 'externalSecretsVersion'>;

export function toldIn({ operator, externalSecrets }: Pick<Configuration, 'operator' | 'externalSecrets'>): ToldHosts {
  return {
    defaultConnection: operator.defaultConnection,
    operatorVersion: operator.version,
    externalSecretsVersion: externalSecrets.version,
  };
}

/** In the place of a host that nobody told: that of the connection which the operator has of its own. */
export const UNKNOWN_HOST = 'the default connection of the operator';

/** What to write where nobody knows which Infisical has the keys. */
export const HOST_NOT_TOLD =
  'an InfisicalAuth names no connection, so that the operator uses "default" in its own namespace, and nobody here knows where that leads: write its address into cdk8s-infisical.yaml (operator: { defaultConnection: https://… })';
