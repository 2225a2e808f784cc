/** The variables of a service, by where their values come from. */
export interface ComposeVariables {
  /** Secret keys by the variables that take them. */
  readonly keys: { readonly [variable: string]: string };
  /** Plain values that cannot be a secret. */
  readonly env: { readonly [variable: string]: string };
  /** Variables whose value stands in the file and may be a secret: it is not repeated. */
  readonly written: readonly string[];
  /** Variables of the Infisical CLI itself. */
  readonly infisical: readonly string[];
}

const SENSITIVE = /pass|secret|token|private|credential|key|auth|dsn|url|uri/i;
const HARMLESS = /^(true|false|\d{1,6}|[a-z]{1,12})$/;
const INFISICAL = /^INFISICAL_|^PROJECT_ID$/;

/** Reads `environment`, as a list or as a map. */
export function variablesOf(environment: unknown): ComposeVariables {
  const keys: Record<string, string> = {};
  const env: Record<string, string> = {};
  const written: string[] = [];
  const infisical: string[] = [];
  for (const [variable, value] of entriesOf(environment)) {
    const reference = value === undefined ? variable : /^\$\{?([A-Za-z_]\w*)([:?-][^}]*)?\}?$/.exec(value)?.[1];
    if (INFISICAL.test(variable)) infisical.push(variable);
    else if (reference !== undefined) keys[variable] = reference;
    else if (HARMLESS.test(value ?? '') && !SENSITIVE.test(variable)) env[variable] = value ?? '';
    else written.push(variable);
  }
  return { keys, env, written, infisical };
}

function entriesOf(environment: unknown): [string, string | undefined][] {
  if (Array.isArray(environment)) {
    return environment.map(String).map((entry) => {
      const at = entry.indexOf('=');
      return at < 0 ? [entry, undefined] : [entry.slice(0, at), entry.slice(at + 1)];
    });
  }
  if (typeof environment !== 'object' || environment === null) return [];
  return Object.entries(environment).map(([name, value]) => [name, value === null ? undefined : String(value)]);
}
