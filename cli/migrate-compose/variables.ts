import { namesCredential } from '../../lib/text/credential-text';
import type { TextPlace } from '../../lib/text/place-in-text';
import type { ComposeNode } from './compose-node';
import type { Finding } from './finding';
import { isVariableName } from './known-words';

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

interface Assignment {
  readonly variable: string;
  /** Undefined where the value is passed on from the shell. */
  readonly value: string | undefined;
  readonly place: TextPlace;
}

const INFISICAL = /^INFISICAL_|^PROJECT_ID$/;
/** Without braces only a name in capitals is one for sure: passwords begin with `$`, too. */
const REFERENCE = /^\$(?:([A-Z_][A-Z0-9_]*)|\{([A-Za-z_]\w*)(?:(:?[-?])[^}]*)?\})$/;

/** Reads `environment`, as a list or as a map. */
export function variablesOf(environment: ComposeNode): ComposeVariables & { readonly findings: readonly Finding[] } {
  const keys: [string, string][] = [];
  const env: [string, string][] = [];
  const written: string[] = [];
  const infisical: string[] = [];
  const { assignments, findings } = assignmentsOf(environment);
  for (const { variable, value, place } of assignments) {
    const [, bare, braced, operator = ''] = (value === undefined ? undefined : REFERENCE.exec(value)) ?? [];
    const reference = value === undefined ? variable : (bare ?? braced);
    if (INFISICAL.test(variable)) {
      infisical.push(variable);
      if (value && reference === undefined && namesCredential(variable)) {
        findings.push({ place, message: `the value of ${variable} stands in the file: revoke it, and take it out` });
      }
    } else if (reference !== undefined && isVariableName(reference)) {
      keys.push([variable, reference]);
      if (operator.endsWith('-')) {
        findings.push({ place, message: `the default of ${variable} is not repeated: put a value into Infisical` });
      }
    } else if (value !== undefined && isHarmless(variable, value)) env.push([variable, value]);
    else {
      written.push(variable);
      findings.push({ place, message: `the value of ${variable} stands in the file: put it into Infisical` });
    }
  }
  return { keys: Object.fromEntries(keys), env: Object.fromEntries(env), written, infisical, findings };
}

function assignmentsOf(environment: ComposeNode): { assignments: Assignment[]; findings: Finding[] } {
  const all: (Assignment | Finding)[] = environment.isList
    ? environment.items.map(readItem)
    : environment.entries.map(({ name, place, value }) =>
        value.isEmpty || value.text !== undefined
          ? assignmentOf(name, value.text, value.isEmpty ? place : value.place)
          : { place, message: 'a variable whose value is no text is left out: name the secret key that it takes' },
      );
  if (!environment.isEmpty && !environment.isList && !environment.isMap) {
    all.push({ place: environment.place, message: 'environment is neither a list nor a map: it is left out' });
  }
  const byVariable = new Map<string, Assignment>();
  for (const one of all) if ('variable' in one) byVariable.set(one.variable, one);
  return {
    assignments: [...byVariable.values()],
    findings: all.filter((one): one is Finding => 'message' in one),
  };
}

function readItem(item: ComposeNode): Assignment | Finding {
  const { text, place } = item;
  if (text === undefined) return unnamedFinding(place);
  const at = text.indexOf('=');
  return at < 0 ? assignmentOf(text, undefined, place) : assignmentOf(text.slice(0, at), text.slice(at + 1), place);
}

function assignmentOf(variable: string, value: string | undefined, place: TextPlace): Assignment | Finding {
  return isVariableName(variable) ? { variable, value, place } : unnamedFinding(place);
}

function unnamedFinding(place: TextPlace): Finding {
  return { place, message: 'what stands in the place of a variable is not the name of one: write NAME, or NAME=value' };
}

const WORDS =
  'trace|debug|verbose|info|notice|warn|warning|error|err|critical|fatal|off|none|silent|production|prod|staging|' +
  'stage|development|dev|test|testing|local|json|text|plain|pretty|logfmt|console';

/** Names of settings with values that a credential does not have. */
const SETTINGS: readonly [name: RegExp, value: RegExp][] = [
  [/(?:^|_)PORT$/, /^\d{1,5}$/],
  [
    /(?:^|_)(?:TIMEOUT|RETRIES|ATTEMPTS|INTERVAL|DELAY|TTL|LIMIT|SIZE|COUNT|MAX|MIN|WORKERS|THREADS|CONCURRENCY|REPLICAS|RPS|BURST)(?:_(?:MS|S|SEC|SECONDS|MINUTES|MB))?$/,
    /^\d{1,5}(?:ms|s|m|h)?$/,
  ],
  [/(?:^|_)(?:LEVEL|LOGLEVEL|ENV|ENVIRONMENT|MODE|STAGE|FORMAT)$/, new RegExp(`^(?:${WORDS})$`, 'i')],
  [/(?:^|_)(?:HOST|ADDRESS|BIND)$/, /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0)$/],
  [/^(?:LANG|LANGUAGE)$/, /^(?:C|POSIX|[a-z]{2}_[A-Z]{2})(?:\.UTF-?8)?$/i],
];

const ZONES: ReadonlySet<string> = new Set(['UTC', 'GMT', ...Intl.supportedValuesOf('timeZone')]);

/** Whether a value can be shown: by what it is, and by what the variable is called. */
function isHarmless(variable: string, value: string): boolean {
  if (namesCredential(variable)) return false;
  if (/^(?:true|false|yes|no|on|off|\d{1,2})$/i.test(value)) return true;
  if (variable === 'TZ') return ZONES.has(value);
  return SETTINGS.some(([name, form]) => name.test(variable.toUpperCase()) && form.test(value));
}
