import { infisicalExtension } from '../record/infisical-extension';
import type { KeyReads } from '../record/key-reads';
import type { RecordSetting } from '../record/record-setting';
import type { StackService } from '../stack/stack-service';
import { MADE, topOf } from './compose-file';
import { renderEnvironment } from './compose-value';
import { composeYaml } from './compose-yaml';
import { composeFiles } from './mounted-keys';

/** The variables and files of applications, in the form of a compose file, of which nothing is started. */
export function runFile(services: readonly StackService[], setting: RecordSetting, reads: KeyReads): string {
  const files = composeFiles(services, reads);
  const told = services.map((service) => [
    service.name,
    { environment: renderEnvironment(service, reads), ...files.of(service) },
  ]);
  return `# ${MADE}\n${composeYaml({
    services: Object.fromEntries(told),
    ...topOf(files),
    'x-infisical': infisicalExtension(setting, reads, services),
  })}`;
}
