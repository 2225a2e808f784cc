import type { Code } from '../typescript/code';
import { problemText } from '../yaml/yaml-problem';
import type { ComposeNode, Entry } from './compose-node';
import { byPlace, ComposeProblem, composePlaceText } from './compose-place';
import { type ComposeProject, composeProject } from './compose-project';
import { ComposeSecrets, mountedSecrets } from './compose-secrets';
import { type EnvFiles, envFilesOf, namesBeside } from './env-files';
import { fileWords } from './file-words';
import type { Finding } from './finding';
import { clearTokensBeside, clearTokensIn, fetchesCli, isCliService, type Start, startOf } from './infisical-cli';
import { isImage, isNameOfSecret, isServiceName, KnownWords } from './known-words';
import { NO_FILES, type ProjectFiles } from './project-files';
import type { ComposeSource } from './project-sources';
import { mapOf } from './props-of-words';
import { type ServiceProps, ServiceReader } from './service-props';
import { type ComposeVariables, variablesOf } from './variables';

/** What a service of a compose file takes, and what replaces it. Nothing that can hold a credential is in it. */
export interface ComposeService extends ComposeVariables, ServiceProps {
  readonly name: string;
  /** Secret keys by the paths of the files in the container that hold them. */
  readonly files: { readonly [path: string]: string };
  /** Where the Infisical CLI or a token of it is written into the service. */
  readonly hardCoded: readonly string[];
  /** Whether the Infisical CLI gives it every secret of the project. */
  readonly getsEverything: boolean;
}

export interface ComposeFile {
  /** The files that were read, in their order. */
  readonly files: readonly string[];
  readonly services: readonly ComposeService[];
  /** What the file has beside its services, for the prop `compose` of the stack. */
  readonly compose?: { readonly [section: string]: Code };
  /** What of that is not taken over, with its place. */
  readonly leftOut: readonly Finding[];
  readonly findings: readonly Finding[];
  /** What the files name, and could not be read. */
  readonly unread: readonly Finding[];
}

/**
 * The services of one compose file that has no others beside it.
 *
 * @throws if the text is no compose file, with line and column
 */
export function readCompose(text: string, file: string): ComposeFile {
  return readComposeProject([{ text, file }], NO_FILES);
}

/**
 * The services of a compose project, with what its files include and extend.
 *
 * @throws if one of the files is none that compose would read, with line and column
 */
export function readComposeProject(sources: readonly ComposeSource[], files: ProjectFiles): ComposeFile {
  try {
    return composeFileIn(composeProject(sources, files), files);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = 'it is nested too deep, or its aliases (*) expand without end';
    throw new Error(problemText(sources[0]?.file ?? '', { line: 1, column: 1, message }));
  }
}

const OF_VERSION_1 =
  'its services must stand below "services:"; compose 2 does not read the form of version 1, which has them at the top';

/** What the services of a project have in common. */
interface Shared {
  readonly words: KnownWords;
  readonly secrets: ComposeSecrets;
  /** Names of the configs that the stack has. */
  readonly configs: ReadonlySet<string>;
  readonly files: ProjectFiles;
}

function composeFileIn(project: ComposeProject, files: ProjectFiles): ComposeFile {
  const { root, unread } = project;
  const services = root.get('services');
  if (!services.isMap || services.entries.length === 0) {
    const isOld = root.entries.some(({ value }) => value.has('image') || value.has('build'));
    const why = isOld ? OF_VERSION_1 : 'it has no services';
    throw new Error(`${project.files[0]}: this is no compose file: ${why}`);
  }
  const refused = services.entries.map(serviceProblem).find((problem) => problem !== undefined);
  if (refused) throw new ComposeProblem(refused.place, refused.message);
  const cli = services.entries.filter(({ value }) => isCliService(value));
  const rest = services.entries.filter((entry) => !cli.includes(entry));
  const secrets = new ComposeSecrets(root.get('secrets'));
  const words = new KnownWords(namesOfFile(root));
  const removed = new Set(cli.map(({ name }) => name));
  const { compose, leftOut, findings } = fileWords(root, words);
  const configs = new Set(Object.keys(mapOf(compose?.configs) ?? {}));
  const shared = { words, secrets, configs, files };
  const read = rest.map((entry) => readService(entry, removed, shared));
  const told = new Set(read.flatMap((service) => service.findings).map(({ place }) => composePlaceText(place)));
  const tokens = clearTokensBeside(root).filter(({ place }) => !told.has(composePlaceText(place)));
  const found = [...findings, ...tokens, ...cli.map(cliService), ...secrets.findings, ...namesBeside(project, files)];
  return {
    files: project.files,
    services: read,
    ...(compose !== undefined && { compose }),
    leftOut: [...leftOut].sort(byPlace),
    findings: found.sort(byPlace),
    unread: [...unread].sort(byPlace),
  };
}

/** What the parts of a file are called: their names stand in the report anyway. */
function namesOfFile(root: ComposeNode): Set<string> {
  const services = root.get('services').entries;
  const others = ['volumes', 'networks', 'configs'].flatMap((section) => root.get(section).entries);
  const images = services.map(({ value }) => value.get('image').text ?? '').filter(isImage);
  return new Set([
    ...services.map(({ name }) => name),
    ...others.map(({ name }) => name).filter(isNameOfSecret),
    ...images.map(nameOfImage).filter(isNameOfSecret),
  ]);
}

/** `ghost` of `docker.io/library/ghost:5`. */
function nameOfImage(image: string): string {
  return image.replace(/[@:][^/]*$/, '').replace(/^.*\//, '');
}

function cliService({ name, place }: Entry): Finding {
  const message = `left out: the service "${name}" is the Infisical CLI; make up brings the keys, so name those that it wrote for others`;
  return { place, message };
}

function serviceProblem({ name, place, value }: Entry): Finding | undefined {
  if (!isServiceName(name)) {
    const message = `the name of a service must be up to 63 letters, digits, ".", "_" and "-", found ${name.length} characters that are none`;
    return { place, message };
  }
  return value.isMap ? undefined : { place, message: `the service "${name}" must be a map of options` };
}

function readService({ name, value }: Entry, removed: ReadonlySet<string>, shared: Shared): ComposeService {
  const { words, secrets, configs, files } = shared;
  const { service, findings: ofRemoved } = withoutServices(value, removed);
  const { findings: ofVariables, ...variables } = variablesOf(service.get('environment'), words);
  const envFiles = envFilesOf(service.get('env_file'), files);
  const mounted = mountedSecrets(service.get('secrets'), secrets);
  const start = startOf(service);
  const read = new ServiceReader(service, words, secrets, configs).read(start);
  const found = [ofRemoved, ofVariables, envFiles.findings, mounted.findings, clearTokensIn(service), read.findings];
  return {
    name,
    ...variables,
    keys: { ...keysOfEnvFiles(envFiles, variables), ...variables.keys },
    files: mounted.files,
    ...read,
    hardCoded: hardCodedIn(service, variables, start),
    getsEverything: start.cli !== undefined,
    leftOut: [...read.leftOut].sort(byPlace),
    findings: found.flat().sort(byPlace),
  };
}

/** What `environment` says of a variable counts more. */
function keysOfEnvFiles({ names }: EnvFiles, { keys, env, written, infisical }: ComposeVariables) {
  const own = new Set([...Object.keys(keys), ...Object.keys(env), ...written, ...infisical]);
  return Object.fromEntries(names.filter((name) => !own.has(name)).map((name) => [name, name]));
}

/** A service that waits no longer for those that are left out, and uses nothing of them. */
function withoutServices(service: ComposeNode, removed: ReadonlySet<string>) {
  const isRemoved = (name: string | undefined) => name !== undefined && removed.has(name);
  const findings: Finding[] = [];
  let left = service;
  for (const { name, value, place } of service.entries) {
    const isGone = USES[name];
    if (isGone === undefined) continue;
    const isOf = (text: string | undefined) => isRemoved(isGone.exec(text ?? '')?.[1]);
    const gone = [
      ...value.items.filter(({ text }) => isOf(text)),
      ...value.entries.filter((entry) => isOf(entry.name)),
    ].map((one) => one.place);
    const places = isOf(value.text) ? [place] : gone;
    if (places.length === 0) continue;
    const isWaiting = name === 'depends_on';
    const what = isWaiting ? 'it waits no longer for' : `left out: ${name} of`;
    findings.push(...places.map((at) => ({ place: at, message: `${what} the Infisical CLI, which is left out` })));
    const rest = value.without(isOf);
    const isNothing = rest.items.length + rest.entries.length === 0;
    left = isNothing ? left.without((field) => field === name) : left.with(name, rest);
  }
  return { service: left, findings };
}

/** Fields that name a service, and where its name stands in them. */
const USES: { readonly [field: string]: RegExp | undefined } = Object.assign(Object.create(null), {
  depends_on: /^(.+)$/,
  links: /^([^:]+)/,
  volumes_from: /^([^:]+)/,
  ...Object.fromEntries(['network_mode', 'ipc', 'pid'].map((field) => [field, /^service:(.+)$/])),
});

function hardCodedIn(service: ComposeNode, { infisical }: ComposeVariables, { cli }: Start): string[] {
  return [
    ...infisical.map((variable) => `the variable ${variable}`),
    ...(cli === undefined ? [] : ['the call of infisical run in its entrypoint']),
    ...(fetchesCli(service) ? ['the installation of the Infisical CLI when it starts'] : []),
    ...(service.get('env_file').isEmpty ? [] : ['the env_file, with values on the disk']),
  ];
}
