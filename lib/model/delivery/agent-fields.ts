import { closest } from '../../text/did-you-mean';
import { quotedText } from '../../text/key-name';
import type { Field, Path } from '../field';

/** What an agent of Infisical reads, whether the injector starts it or somebody by hand. */
const FIELDS = {
  configuration: ['infisical', 'auth', 'sinks', 'cache', 'templates', 'certificates', 'version'],
  infisical: ['address', 'auth', 'exit-after-auth', 'revoke-credentials-on-shutdown', 'retry-strategy'],
  auth: ['type', 'config'],
  login: [
    ...['identity-id', 'username', 'password', 'client-id', 'client-secret', 'service-account-token'],
    ...['service-account-key', 'remove_client_secret_on_read', 'remove-password-on-read'],
  ],
  template: ['source-path', 'base64-template-content', 'destination-path', 'template-content', 'config'],
  ofTemplate: ['polling-interval', 'execute'],
} as const;

/** What people write in the place of a field: names of other resources of Infisical, and shorter ones. */
const MEANT: { readonly [part in keyof typeof FIELDS]?: Readonly<Record<string, string>> } = {
  infisical: Object.fromEntries(
    ['addr', 'url', 'host', 'domain', 'hostAPI', 'hostUrl', 'siteUrl', 'infisicalUrl', 'infisical-url'].map((name) => [
      name,
      'address',
    ]),
  ),
  login: { identity: 'identity-id', machineIdentityId: 'identity-id', 'machine-identity-id': 'identity-id' },
  template: { template: 'template-content', content: 'template-content', destination: 'destination-path' },
};

/** What only says where a file goes and when it is written anew. */
const ASKING_NOTHING = ['destination-path', 'polling-interval', 'execute', 'version', 'sinks', 'certificates', 'cache'];

/** A field that the agent does not know, and whoever wrote it meant another one. */
export interface MisspeltAgentField {
  readonly at: Field;
  /** Where the field that is meant belongs. */
  readonly meant: Path;
  readonly problem: string;
  /** Whether it changes where the agent asks, how it logs in or what it asks for. */
  readonly isAsking: boolean;
}

/** Whether a place, or what it would stand in, is there under a wrong name. */
export function isMisspelt({ misspelt }: { readonly misspelt: readonly MisspeltAgentField[] }, place: Path): boolean {
  return misspelt.some(({ meant }) => meant.every((key, i) => key === place[i]));
}

/** @param isHidden whether no word of it may be shown, not even what a field is called */
export function misspeltAgentFields(content: Field, isHidden = false): MisspeltAgentField[] {
  const logins = [content.at('auth'), content.at('infisical', 'auth')];
  const templates = content.at('templates').items();
  const found = [
    ...misspeltIn('configuration', content),
    ...misspeltIn('infisical', content.at('infisical')),
    ...logins.flatMap((auth) => [...misspeltIn('auth', auth), ...misspeltIn('login', auth.at('config'))]),
    ...templates.flatMap((one) => [...misspeltIn('template', one), ...misspeltIn('ofTemplate', one.at('config'))]),
  ];
  return isHidden ? found.map((one) => ({ ...one, problem: hiddenProblem(one) })) : found;
}

function hiddenProblem({ meant }: MisspeltAgentField): string {
  return `a field is none of the agent, which ignores it: did you mean "${meant.at(-1)}"?`;
}

function misspeltIn(part: keyof typeof FIELDS, field: Field): MisspeltAgentField[] {
  const known: readonly string[] = FIELDS[part];
  return field.entries().flatMap(([name, at]) => {
    // What a newer release reads may be called in any other way.
    const meant = known.includes(name) ? undefined : (ownOf(MEANT[part], name) ?? closest(name, known));
    if (meant === undefined) return [];
    const problem = `${quotedText(name)} is no field of the agent, which ignores it: did you mean "${meant}"?`;
    return [{ at, meant: [...field.path, meant], problem, isAsking: !ASKING_NOTHING.includes(meant) }];
  });
}

function ownOf(names: Readonly<Record<string, string>> = {}, name: string): string | undefined {
  return Object.hasOwn(names, name) ? names[name] : undefined;
}
