import { infisicalExtension } from '../record/infisical-extension';
import type { KeyReads } from '../record/key-reads';
import type { LocalValue } from '../stack/local-value';
import type { StackService } from '../stack/stack-service';
import type { StackSetting } from '../stack/stack-setting';
import { renderEnvironment, renderValue } from './compose-value';
import { type ComposeFields, composeYaml } from './compose-yaml';
import { buildFields, containerFields, dependencyFields, escapeDollars, ifNotEmpty } from './container-fields';
import { fileSections, withBuildSecrets } from './file-sections';
import { type ComposeFiles, composeFiles } from './mounted-keys';
import { isMap } from './named-parts';
import { renderedWords, type Word } from './own-words/interpolation';
import { withWordsOnTop } from './own-words/put-on-top';

/** Of what `docker compose up` does not start. */
const ON_DEMAND = 'on-demand';

export const MADE = 'Made by cdk8s-infisical from your cdk8s program: change that instead.';

export function composeFile(services: readonly StackService[], setting: StackSetting, reads: KeyReads): string {
  const names = new Map(services.map((service) => [service.name, service]));
  const files = composeFiles(services, reads);
  const rendered = services.map((service) => renderService(service, names, reads, files));
  const { before, behind } = fileSections(rendered, services, setting.compose, reads, files);
  const compose = {
    ...before,
    services: Object.fromEntries(services.map(({ name }, i) => [name, rendered[i]])),
    ...behind,
    'x-infisical': infisicalExtension(setting, reads, services),
  };
  return `# ${MADE}\n${composeYaml(compose)}`;
}

/** The names that services mount, and what they are. */
export function topOf({ secrets, configs }: ComposeFiles) {
  const ifAny = (entries: typeof secrets) => (Object.keys(entries).length > 0 ? entries : undefined);
  return { secrets: ifAny(secrets), configs: ifAny(configs) };
}

function renderService(
  service: StackService,
  others: ReadonlyMap<string, StackService>,
  reads: KeyReads,
  files: ComposeFiles,
): ComposeFields {
  const { props, entrypoint, command, part, network, runs } = service;
  const rendered = (value: LocalValue) => renderValue(value, reads);
  const fields = {
    build: withBuildSecrets(buildFields(props), service, reads),
    ...containerFields(props),
    entrypoint: ifNotEmpty(entrypoint?.map(rendered)),
    command: ifNotEmpty(command?.map(rendered)),
    environment: renderEnvironment(service, reads),
    ...files.of(service),
    depends_on: dependencyFields(props, others),
    // The containers of a pod have one localhost, and so the ports of one.
    network_mode: network === undefined ? undefined : `service:${network}`,
    ...((runs === 'on demand' || part?.isOnDemand) && { profiles: [...(props.profiles ?? []), ON_DEMAND] }),
  };
  const words = renderedWords(props.compose, (word) => renderWord(word, service, reads));
  return inOrder(isMap(words) ? withWordsOnTop(fields, words) : fields);
}

/** The order in which people write the fields of a service. */
const ORDER = [
  ...['build', 'image', 'platform', 'hostname', 'user', 'entrypoint', 'command', 'working_dir', 'ports', 'environment'],
  ...['volumes', 'tmpfs', 'depends_on', 'healthcheck', 'restart', 'profiles'],
];

function inOrder(fields: ComposeFields): ComposeFields {
  const first = ORDER.map((field) => [field, fields[field]] as const);
  return { ...Object.fromEntries(first), ...fields };
}

/** What is wrong with it is told before anything is rendered. */
function renderWord(word: Word, { composeKeys }: StackService, reads: KeyReads): string {
  if ('text' in word) return escapeDollars(word.text);
  const part = 'key' in word ? composeKeys?.get(word.key) : undefined;
  return part === undefined ? '' : renderValue([part], reads);
}
