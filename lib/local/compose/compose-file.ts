import { byText } from '../../collections/order';
import { infisicalExtension } from '../record/infisical-extension';
import type { KeyReads } from '../record/key-reads';
import { isKey, type LocalValue, type LocalVariable, variablesOf, wholeKey } from '../stack/local-value';
import type { StackService } from '../stack/stack-service';
import type { StackSetting } from '../stack/stack-setting';
import { type ComposeFields, type ComposeValue, composeYaml } from './compose-yaml';
import { buildFields, containerFields, dependencyFields, escapeDollars, ifNotEmpty } from './container-fields';
import { fileSections, withBuildSecrets } from './file-sections';
import { mountedValues, type ServiceMounts } from './mounted-values';
import { isMap } from './named-parts';
import { renderedWords, type Word } from './own-words/interpolation';
import { withWordsOnTop } from './own-words/put-on-top';

/** Of what `docker compose up` does not start. */
const ON_DEMAND = 'on-demand';

export const MADE = 'Made by cdk8s-infisical from your cdk8s program: change that instead.';

export function composeFile(services: readonly StackService[], setting: StackSetting, reads: KeyReads): string {
  const names = new Map(services.map((service) => [service.name, service]));
  const mounted = mountedValues(services, reads, (value) => renderValue(value, reads));
  const rendered = services.map((service) => renderService(service, names, reads, mounted.of(service)));
  const { before, behind } = fileSections(rendered, services, setting.compose, reads, mounted);
  const compose = {
    ...before,
    services: Object.fromEntries(services.map(({ name }, i) => [name, rendered[i]])),
    ...behind,
    'x-infisical': infisicalExtension(setting, reads),
  };
  return `# ${MADE}\n${composeYaml(compose)}`;
}

function renderService(
  service: StackService,
  others: ReadonlyMap<string, StackService>,
  reads: KeyReads,
  mounts: ServiceMounts,
): ComposeFields {
  const { props, entrypoint, command, part, runs } = service;
  const rendered = (value: LocalValue) => renderValue(value, reads);
  const fields = {
    build: withBuildSecrets(buildFields(props), service, reads),
    ...containerFields(props),
    entrypoint: ifNotEmpty(entrypoint?.map(rendered)),
    command: ifNotEmpty(command?.map(rendered)),
    environment: renderEnvironment(service, reads),
    ...mounts,
    depends_on: dependencyFields(props, others),
    // A sidecar has the localhost, and so the ports, of its application.
    network_mode: part === undefined || part.isInit ? undefined : `service:${part.of}`,
    ...((runs === 'on demand' || part?.isOnDemand) && { profiles: [...(props.profiles ?? []), ON_DEMAND] }),
  };
  const words = renderedWords(props.compose, (word) => renderWord(word, service, reads));
  return inOrder(isMap(words) ? withWordsOnTop(fields, words) : fields);
}

/** The order in which people write the fields of a service. */
const ORDER = [
  ...['build', 'image', 'platform', 'hostname', 'user', 'entrypoint', 'command', 'working_dir', 'ports', 'environment'],
  ...['volumes', 'tmpfs', 'secrets', 'configs', 'depends_on', 'healthcheck', 'restart', 'profiles'],
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

/** Names alone pass a value on; a list of them is what people write by hand. */
function renderEnvironment({ variables, app }: StackService, reads: KeyReads): ComposeValue | undefined {
  const last = variablesOf(variables);
  // A container has an order; what is given to a service of a laptop may come from a language whose maps have none.
  const all = app === undefined ? last.sort(byText(({ name }) => name)) : last;
  if (all.length === 0) return undefined;
  const isPassed = ({ name, value }: LocalVariable) => {
    const key = wholeKey(value);
    return key !== undefined && reads.nameOf(key) === name;
  };
  return all.every(isPassed)
    ? all.map(({ name }) => name)
    : Object.fromEntries(all.map(({ name, value }) => [name, renderValue(value, reads)]));
}

/**
 * What compose makes the value of. Whether there is a key is seen to before compose starts: a file that asked for it
 * could be read by nobody who has none, such as `docker compose down`.
 */
function renderValue(value: LocalValue, reads: KeyReads): string {
  return value.map((part) => (isKey(part) ? `\${${reads.nameOf(part)}-}` : escapeDollars(part.text))).join('');
}
