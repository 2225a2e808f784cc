import { withoutCredentials } from '../../text/credential-text';
import { bytesOfBase64, isBase64 } from '../base64';
import { Field, type Path } from '../field';
import { baseUrl, CLOUD_US } from '../host';
import type { Resource } from '../resource';
import { type AgentTemplate, readAgentTemplate } from '../templates/agent-calls';
import { readYaml, type YamlInText } from '../yaml-in-text/read-yaml';
import { type MisspeltAgentField, misspeltAgentFields } from './agent-fields';
import type { TextPlaceInObject, Unfollowed } from './delivery';
import { isLeftOpen } from './left-open';

/** The configuration of Infisical's agent, as YAML in a text of an object. */
export interface AgentConfiguration {
  readonly text: Field<string>;
  readonly content: Field;
  /** Why it is not read. */
  readonly problem?: YamlInText['problem'];
  /** Where the agent asks; undefined where nobody can know. */
  readonly host?: string;
  readonly templates: readonly ConfiguredTemplate[];
  readonly misspelt: readonly MisspeltAgentField[];
  /** Why the agent asks at no address that was meant; undefined where it asks there. */
  readonly addressProblem?: string;
  /** Where something stands in the object, by its path in the YAML, and by the line of a text there. */
  readonly placeOf: (path: Path, line?: number) => TextPlaceInObject;
}

export interface ConfiguredTemplate {
  /** In the YAML. */
  readonly field: Field;
  /** As it is written, which is not at all where the default is meant. */
  readonly destination: Field<string>;
  /** The field that holds the template; undefined where none does. */
  readonly source?: 'source-path' | 'template-content' | 'base64-template-content';
  /** What it asks for; undefined where it is a file, or no base64. */
  readonly read?: AgentTemplate;
}

/** Where it says at which address the agent asks. */
export const ADDRESS = ['infisical', 'address'] as const;

const KNOWN = new WeakMap<Resource, Map<string, AgentConfiguration>>();

/**
 * The configuration at a place of an object, read once.
 *
 * @param decoded what the text there stands for, where it is base64: its lines are no lines of the object
 */
export function agentConfigurationAt(resource: Resource, text: Field<string>, decoded?: string): AgentConfiguration {
  const own = KNOWN.get(resource) ?? new Map<string, AgentConfiguration>();
  KNOWN.set(resource, own);
  const place = text.path.join('\n');
  const configuration = own.get(place) ?? readConfiguration(resource, text, decoded);
  own.set(place, configuration);
  return configuration;
}

function readConfiguration(resource: Resource, text: Field<string>, decoded?: string): AgentConfiguration {
  const { content: raw, problem, lineOf } = readYaml(decoded ?? text.value ?? '');
  const isHidden = resource.manifest.kind === 'Secret';
  const content = Field.of(raw);
  const address = content.text(...ADDRESS).value || CLOUD_US;
  return {
    text,
    content,
    problem: problem && isHidden ? { ...problem, message: HIDDEN } : problem,
    host: isLeftOpen(address) ? undefined : baseUrl(address),
    templates: content
      .at('templates')
      .items()
      .map((field) => (isHidden ? hidden(templateAt(field)) : templateAt(field))),
    misspelt: misspeltAgentFields(content, isHidden),
    addressProblem: problemOf(address, isHidden),
    placeOf: (path, line) => ({
      resource,
      at: text.path,
      ...(decoded === undefined && { lineInText: lineOf(path, line) }),
    }),
  };
}

/** What a Secret holds is shown nowhere. */
const HIDDEN = 'what the Secret holds is no YAML that can be read here';

function hidden({ read, ...template }: ConfiguredTemplate): ConfiguredTemplate {
  if (read?.problem === undefined) return { ...template, read };
  return { ...template, read: { ...read, problem: 'what the Secret holds is none' } };
}

/** Why a configuration is not read, and where that shows; nothing where it is. */
export function unreadOf({ problem, misspelt, addressProblem, placeOf }: AgentConfiguration): Unfollowed[] {
  const notRead = (message: string) => `the configuration of the agent is not read: ${message}`;
  if (problem !== undefined) {
    const place = placeOf([]);
    const { lineInText } = place.lineInText === undefined ? place : problem;
    return [{ ...place, lineInText, message: notRead(problem.message) }];
  }
  const elsewhere = addressProblem === undefined ? [] : [{ ...placeOf(ADDRESS), message: notRead(addressProblem) }];
  const ignored = misspelt
    .filter(({ isAsking }) => isAsking)
    .map(({ at, problem }) => ({ ...placeOf(at.path), message: notRead(problem) }));
  return [...elsewhere, ...ignored];
}

/** The agent appends "/api" to whatever does not end with just that. */
function problemOf(address: string, isHidden: boolean): string | undefined {
  if (!/\/api\/+$/.test(address)) return undefined;
  const remedy = isHidden ? 'write it without that slash' : `write "${withoutCredentials(baseUrl(address))}"`;
  return `the address ends in a slash behind "/api", to which the agent adds another "/api": ${remedy}`;
}

function templateAt(field: Field): ConfiguredTemplate {
  const destination = field.text('destination-path');
  const [file, content, encoded] = (['source-path', 'template-content', 'base64-template-content'] as const).map(
    (name) => field.text(name).value,
  );
  if (file) return { field, destination, source: 'source-path' };
  if (content) return { field, destination, source: 'template-content', read: readAgentTemplate(content) };
  if (!encoded) return { field, destination };
  const read = isBase64(encoded) ? readAgentTemplate(textOfBase64(encoded)) : undefined;
  return { field, destination, source: 'base64-template-content', read };
}

/** The text that base64 holds. */
export function textOfBase64(encoded: string): string {
  const bytes = bytesOfBase64(encoded);
  try {
    return decodeURIComponent(
      bytes.replace(/[\x80-\xff%]/g, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`),
    );
  } catch {
    return bytes;
  }
}
