import { checkedConfiguration } from '../configuration/committed-configuration';

/** Every address under which the committed configuration knows an Infisical that may get credentials. */
export function configuredHosts(): string[] {
  return checkedConfiguration().hosts.flatMap(({ url, aliases }) => [url, ...aliases]);
}
