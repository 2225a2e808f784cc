import { parseDocument } from 'yaml';
import { type ComposeVariables, variablesOf } from './variables';

type Fields = Record<string, unknown>;

/** What a service of a compose file takes, and what replaces it. No value of a variable is in it, unless harmless. */
export interface ComposeService extends ComposeVariables {
  readonly name: string;
  readonly image?: string;
  /** Where the Infisical CLI or a token of it is written into the service. */
  readonly hardCoded: readonly string[];
  /** Whether the Infisical CLI gives it every secret of the project. */
  readonly getsEverything: boolean;
  /** Props of the service that the library knows. */
  readonly props: Fields;
  /** What the library does not take over. */
  readonly leftOut: readonly string[];
}

const TAKEN_OVER = [
  'build',
  'image',
  'command',
  'entrypoint',
  'working_dir',
  'ports',
  'volumes',
  'depends_on',
  'environment',
  'healthcheck',
  'restart',
  'hostname',
];

/**
 * The services of a compose file.
 *
 * @throws if the text is no compose file, with the line
 */
export function readCompose(text: string, file: string): ComposeService[] {
  const document = parseDocument(text, { merge: true });
  const [problem] = document.errors;
  if (problem)
    throw new Error(`${file}:${problem.linePos?.[0].line ?? 1}: this is no YAML: ${problem.message.split('\n')[0]}`);
  const services = fields(fields(document.toJS()).services);
  if (Object.keys(services).length === 0) throw new Error(`${file}: this is no compose file: it has no services`);
  return Object.entries(services).map(([name, service]) => readService(name, fields(service)));
}

function readService(name: string, service: Fields): ComposeService {
  const variables = variablesOf(service.environment);
  const behind = commandBehindInfisical(words(service.entrypoint)) ?? commandBehindInfisical(words(service.command));
  const fetched = [...words(service.entrypoint), ...words(service.command)].some((word) =>
    /infisical-cli|install .*infisical/.test(word),
  );
  const fromFile = service.env_file !== undefined;
  return {
    name,
    image: typeof service.image === 'string' ? service.image : undefined,
    ...variables,
    hardCoded: [
      ...variables.infisical.map((variable) => `the variable ${variable}`),
      ...(behind === undefined ? [] : ['the call of infisical run in its entrypoint']),
      ...(fetched ? ['the installation of the Infisical CLI when it starts'] : []),
      ...(fromFile ? ['the env_file, with values on the disk'] : []),
    ],
    getsEverything: behind !== undefined,
    props: propsOf(service, behind),
    leftOut: Object.keys(service).filter((field) => ![...TAKEN_OVER, 'env_file'].includes(field)),
  };
}

function propsOf(service: Fields, behind: readonly string[] | undefined): Fields {
  const build = typeof service.build === 'string' ? { context: service.build } : fields(service.build);
  const own = behind ?? (service.entrypoint === undefined ? words(service.command) : []);
  const { depends_on, healthcheck } = service;
  return defined({
    buildContext: build.context,
    dockerfile: build.dockerfile === 'Dockerfile' ? undefined : build.dockerfile,
    buildTarget: build.target,
    image: service.image,
    command: own.length > 0 ? own : undefined,
    workingDir: service.working_dir,
    ports: texts(service.ports),
    volumes: texts(service.volumes),
    dependsOn: Array.isArray(depends_on) ? texts(depends_on) : filled(Object.keys(fields(depends_on))),
    healthCheck: texts(fields(healthcheck).test) && { test: texts(fields(healthcheck).test) },
    restart: service.restart,
    hostname: service.hostname,
  });
}

/** The command that the Infisical CLI is told to run; undefined where it is not called. */
function commandBehindInfisical(command: readonly string[]): string[] | undefined {
  const at = command.indexOf('infisical');
  if (at >= 0) {
    const separator = command.indexOf('--', at);
    return separator < 0 ? [] : command.slice(separator + 1);
  }
  const script = command.find((word) => /\binfisical run\b/.test(word));
  if (script === undefined) return undefined;
  const [, behind = ''] = /\binfisical run\b[^\n]*? -- ([^\n]*)/.exec(script) ?? [];
  const own = behind.trim().split(/\s+/).filter(Boolean);
  // The image does that by itself.
  return own[0]?.includes('docker-entrypoint') ? [] : own;
}

function words(command: unknown): string[] {
  return Array.isArray(command) ? command.map(String) : typeof command === 'string' ? command.split(/\s+/) : [];
}

function texts(list: unknown): string[] | undefined {
  return Array.isArray(list) ? filled(list.filter((item) => typeof item !== 'object').map(String)) : undefined;
}

function filled(list: string[]): string[] | undefined {
  return list.length > 0 ? list : undefined;
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function defined(object: Fields): Fields {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
