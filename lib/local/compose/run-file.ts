import { infisicalExtension } from '../record/infisical-extension';
import type { KeyReads } from '../record/key-reads';
import type { RecordSetting } from '../record/record-setting';
import type { StackService } from '../stack/stack-service';
import { MADE, renderEnvironment, renderValue } from './compose-file';
import { composeYaml } from './compose-yaml';
import { mountedValues } from './mounted-values';

/** The variables and files of applications, in the form of a compose file, of which nothing is started. */
export function runFile(services: readonly StackService[], setting: RecordSetting, reads: KeyReads): string {
  const mounted = mountedValues(services, reads, (value) => renderValue(value, reads));
  const told = services.map((service) => [
    service.name,
    { environment: renderEnvironment(service, reads), ...mounted.of(service) },
  ]);
  const ifAny = (entries: typeof mounted.secrets) => (Object.keys(entries).length > 0 ? { ...entries } : undefined);
  return `# ${MADE}\n${composeYaml({
    services: Object.fromEntries(told),
    secrets: ifAny(mounted.secrets),
    configs: ifAny(mounted.configs),
    'x-infisical': infisicalExtension(setting, reads),
  })}`;
}
