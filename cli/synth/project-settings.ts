import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { isInside } from '../files/outside';
import { parentsOf } from '../files/parents';
import { ProblemsError } from '../terminal/failure-text';

/** One entry of `validations` in cdk8s.yaml, as cdk8s-cli takes it. */
export interface ValidationSettings {
  readonly package: string;
  readonly version: string;
  readonly class: string;
  readonly properties?: object;
}

export interface ProjectSettings {
  /** The command line of the app, for a shell. */
  readonly app: string;
  /** The output folder, as the user wrote it. */
  readonly output: string;
  /** Whether that is another one than cdk8s.yaml names: then nothing else of the project is written. */
  readonly isElsewhere: boolean;
  readonly validations: readonly ValidationSettings[];
  /** Where cdk8s-cli installs plugins. */
  readonly pluginsFolder: string;
}

export interface SettingsOverrides {
  readonly app?: string;
  readonly output?: string;
  readonly validate?: boolean;
}

const SETTINGS_FILE = 'cdk8s.yaml';

/**
 * The settings of the project in a folder.
 *
 * @throws with all that is wrong with them
 */
export async function projectSettings(folder: string, overrides: SettingsOverrides): Promise<ProjectSettings> {
  const config = await read(join(folder, SETTINGS_FILE));
  const mistakes: string[] = [];
  const text = (name: string, value: unknown): string | undefined => {
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string' && value.trim() !== '' && !value.includes('\0')) return value;
    const what = typeof value === 'string' && value.includes('\0') ? 'a text without U+0000' : 'a text';
    mistakes.push(`${name} is ${JSON.stringify(value)}: write ${what}`);
    return undefined;
  };
  const app = text('app', overrides.app ?? config.app);
  if (app === undefined && mistakes.length === 0) {
    if (!existsSync(join(folder, SETTINGS_FILE))) throw new Error(noSettingsMessage(folder));
    mistakes.push('it names no app: write for example "app: node --import tsx main.ts"');
  }
  const usual = text('output', config.output) ?? 'dist';
  const output = text('output', overrides.output) ?? usual;
  const isElsewhere = resolve(folder, output) !== resolve(folder, usual);
  if (isInside(resolve(folder), resolve(folder, output))) {
    mistakes.push(`the output folder "${output}" holds the project itself: name one of its own`);
  }
  const { format = 'plain' } = (config.synthConfig ?? {}) as { format?: unknown };
  if (format !== 'plain') {
    mistakes.push(`synthConfig.format is ${JSON.stringify(format)}: only cdk8s synth writes that, write "plain"`);
  }
  const validations = overrides.validate === false ? [] : await validationsOf(folder, config.validations, mistakes);
  const pluginsFolder = text('pluginsDirectory', config.pluginsDirectory) ?? join(homedir(), '.cdk8s', 'plugins');
  if (mistakes.length === 1) throw new Error(`${SETTINGS_FILE}: ${mistakes[0]}`);
  if (mistakes.length > 0) throw new ProblemsError([`${SETTINGS_FILE}:`, ...mistakes.map((mistake) => `  ${mistake}`)]);
  return { app: app ?? '', output, isElsewhere, validations, pluginsFolder };
}

/** Where it is, if it is near. */
function noSettingsMessage(folder: string): string {
  const files = parentsOf(resolve(folder)).map((above) => join(above, SETTINGS_FILE));
  const found = files.slice(1).find((file) => existsSync(file));
  if (found !== undefined) return `there is no ${SETTINGS_FILE} in this folder: the nearest is ${found}, go there`;
  return `there is no ${SETTINGS_FILE} in this folder: go to that of the project, name the app with --app, or make a project with npx cdk8s-infisical init`;
}

type Config = Readonly<Record<string, unknown>>;

async function read(file: string): Promise<Config> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return {};
    throw new Error(`${SETTINGS_FILE}: it cannot be read (${code})`);
  }
  return plainConfig(text) ?? (await parseConfig(text));
}

const SIMPLE = /^(language|app|output): ([A-Za-z./][\w./@-]*(?: [\w./@-]+)*)$/;

/**
 * The settings where they are nothing but lines of plain text: most are, and reading YAML would take longer than all
 * the rest of a run in which nothing has changed. Imports do not matter here.
 */
export function plainConfig(text: string): Config | undefined {
  const config: Record<string, string> = {};
  for (const line of text.replace(/^imports:\r?\n(?: *- .*\r?\n)+/m, '').split(/\r?\n/)) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    const [, key = '', value = ''] = SIMPLE.exec(line) ?? [];
    if (key === '' || key in config || NOT_TEXT.test(value)) return undefined;
    config[key] = value;
  }
  return config;
}

const NOT_TEXT = /^(true|false|null|yes|no|on|off|y|n|~|\.(inf|nan)|[-+.]?\d.*)$/i;

async function parseConfig(text: string): Promise<Config> {
  const { parseYaml: parsedYaml } = await import('../yaml/parse-yaml.js');
  const content = parsedYaml(text, SETTINGS_FILE);
  if (typeof content !== 'object' || Array.isArray(content)) throw new Error(`${SETTINGS_FILE}: it holds no settings`);
  return { ...content };
}

const FIELDS = ['package', 'version', 'class'] as const;

async function validationsOf(folder: string, value: unknown, mistakes: string[]): Promise<ValidationSettings[]> {
  const list = typeof value === 'string' ? await listIn(folder, value, mistakes) : (value ?? []);
  if (!Array.isArray(list)) {
    mistakes.push('validations is no list: write a package, a version and a class for each plugin');
    return [];
  }
  return list.flatMap((entry: unknown, index) => {
    const settings = (entry ?? {}) as Record<string, unknown>;
    const missing = FIELDS.filter((field) => typeof settings[field] !== 'string');
    for (const field of missing) mistakes.push(`validations[${index}].${field} is missing or no text`);
    return missing.length === 0 ? [settings as unknown as ValidationSettings] : [];
  });
}

async function listIn(folder: string, path: string, mistakes: string[]): Promise<unknown> {
  if (/^https?:/.test(path)) {
    mistakes.push(`validations is the URL "${path}": a synth loads nothing from the network, write the list or a file`);
    return [];
  }
  try {
    const { parseYaml: parsedYaml } = await import('../yaml/parse-yaml.js');
    return parsedYaml(readFileSync(resolve(folder, path), 'utf8'), path);
  } catch {
    mistakes.push(`validations names "${path}", which is no YAML file that can be read`);
    return [];
  }
}
