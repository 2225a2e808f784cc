import { byName } from '../../collections/order';
import type { FolderReads } from '../record/folder-reads';
import { infisicalExtension } from '../record/infisical-extension';
import { isKey, type KeyPart, type LocalValue, variablesOf, wholeKey } from '../stack/local-value';
import type { StackService } from '../stack/stack-service';
import type { StackSetting } from '../stack/stack-setting';
import { type ComposeFields, type ComposeValue, composeYaml } from './compose-yaml';
import { buildFields, containerFields, dependencyFields, escapeDollars, ifNotEmpty } from './container-fields';
import { fileSections, withBuildSecrets } from './file-sections';
import { isMap } from './named-parts';
import { renderedWords, type Word } from './own-words/interpolation';
import { withWordsOnTop } from './own-words/put-on-top';

/** Of what `docker compose up` does not start. */
const ON_DEMAND = 'on-demand';

export const MADE = 'Made by cdk8s-infisical from your cdk8s program: change that instead.';

export function composeFile(services: readonly StackService[], setting: StackSetting, reads: FolderReads): string {
  const { environment } = setting;
  const names = new Map(services.map((service) => [service.name, service]));
  const rendered = services.map((service) => renderService(service, names, environment, reads));
  const { before, behind } = fileSections(rendered, services, setting.compose, reads);
  const compose = {
    ...before,
    services: Object.fromEntries(services.map(({ name }, i) => [name, rendered[i]])),
    ...behind,
    'x-infisical': infisicalExtension(services, setting, reads),
  };
  return `# ${MADE}\n${composeYaml(compose)}`;
}

function renderService(
  service: StackService,
  others: ReadonlyMap<string, StackService>,
  slug: string,
  reads: FolderReads,
): ComposeFields {
  const { props, entrypoint, command } = service;
  const rendered = (value: LocalValue) => renderValue(value, slug, reads);
  const fields = {
    build: withBuildSecrets(buildFields(props), service, reads),
    ...containerFields(props),
    entrypoint: ifNotEmpty(entrypoint?.map(rendered)),
    command: ifNotEmpty(command?.map(rendered)),
    environment: renderEnvironment(service, slug, reads),
    depends_on: dependencyFields(props, others),
    ...(service.runs === 'on demand' && { profiles: [...(props.profiles ?? []), ON_DEMAND] }),
  };
  const words = renderedWords(props.compose, (word) => renderWord(word, service, slug, reads));
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
function renderWord(word: Word, { composeKeys }: StackService, slug: string, reads: FolderReads): string {
  if ('text' in word) return escapeDollars(word.text);
  const part = 'key' in word ? composeKeys.get(word.key) : undefined;
  return part === undefined ? '' : requiredKey(part, slug, reads);
}

/** Names alone pass a value on; a list of them is what people write by hand. */
function renderEnvironment({ variables }: StackService, slug: string, reads: FolderReads): ComposeValue | undefined {
  const entries = variablesOf(variables)
    .map(({ name, value }): [string, string | null] => {
      const key = wholeKey(value);
      const isPassed = key !== undefined && reads.nameOf(key) === name;
      return [name, isPassed ? null : renderValue(value, slug, reads)];
    })
    .sort(byName);
  if (entries.length === 0) return undefined;
  return entries.every(([, value]) => value === null) ? entries.map(([name]) => name) : Object.fromEntries(entries);
}

/** What compose makes the value of. */
function renderValue(value: LocalValue, slug: string, reads: FolderReads): string {
  return value.map((part) => (isKey(part) ? requiredKey(part, slug, reads) : escapeDollars(part.text))).join('');
}

function requiredKey(part: KeyPart, slug: string, reads: FolderReads) {
  const { paths } = reads.of(part);
  // Only what is not there is missing: a value may be empty.
  return `\${${reads.nameOf(part)}?the key ${part.key} is missing in Infisical (${slug}:${paths.join(', ')})}`;
}
