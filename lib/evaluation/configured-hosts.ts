import { soundConfiguration } from '../configuration/committed-configuration';

/** Every address under which the committed configuration knows an Infisical that may get credentials. */
export function configuredHosts(): string[] {
  return soundConfiguration().hosts.flatMap(({ url, aliases }) => [url, ...aliases]);
}
