import type { TextPlace } from '../../lib/text/place-in-text';

export const STATUSES = [
  'ok',
  'missing',
  'optional-missing',
  'invalid',
  'duplicate',
  'unused',
  'perhaps-unused',
  'unchecked',
] as const;

/**
 * What is known of a key: it exists where it is needed; it is missing there, or the identity may not see it; it is
 * missing, and everybody who uses it can do without; no Secret can have it, and one gets it; it exists in several folders that one resource reads; nobody uses
 * it, or nobody of whom it is known what he uses; it is not known since Infisical did not answer.
 */
export type Status = (typeof STATUSES)[number];

export interface Location extends TextPlace {
  readonly file: string;
  /** Where in the object: `spec.template.spec.containers[0].env[2]`; absent where it is about the whole of it. */
  readonly at?: string;
  /** What stands for it where the line is of a rendering, which is no file: the template, the chart, the kustomization. */
  readonly source?: string;
  /** The line there on which the object begins; the first one where that is not known. */
  readonly sourceLine?: number;
}

/** Somebody who needs a key. */
export interface User extends Location {
  /** For messages: `Deployment shop/api`. */
  readonly object: string;
  readonly container?: string;
  /** For messages: `variable PORT`. */
  readonly as: string;
}

export interface KeyStatus {
  readonly status: Status;
  /** `*` for whatever keys there are. */
  readonly key: string;
  /** Which of them, where not all: `each key that matches ^BARN_`. */
  readonly wording?: string;
  /** Where it must be: `prod:/api`. */
  readonly wanted: readonly string[];
  /** Where it is. */
  readonly found: readonly string[];
  /** What to do about it. */
  readonly hint?: string;
  readonly users: readonly User[];
  /** The users, or the resources that read from there. */
  readonly locations: readonly Location[];
}

/** A folder that could not be asked. */
export interface FolderProblem {
  readonly path: string;
  readonly message: string;
  readonly locations: readonly Location[];
}

export interface EnvironmentReport {
  readonly host: string;
  readonly project: string;
  readonly environment: string;
  readonly keys: readonly KeyStatus[];
  readonly problems: readonly FolderProblem[];
}

/** A part of a file of which nobody knows what a cluster makes of it, and so which keys it needs. */
export interface UnreadPlace extends TextPlace {
  readonly file: string;
  readonly message: string;
  /** What stands for it where the line is of a rendering. */
  readonly real?: TextPlace & { readonly file: string };
}

export interface CheckReport {
  readonly environments: readonly EnvironmentReport[];
  readonly unread: readonly UnreadPlace[];
  /** Statuses that count as findings. */
  readonly failing: readonly Status[];
  /** Why nothing was checked at all. */
  readonly failure?: CheckFailure;
}

export interface CheckFailure {
  readonly message: string;
  /** What was to be checked. */
  readonly path: string;
}

export const STATUS_NAMES: Readonly<Record<Status, string>> = {
  ok: 'ok',
  missing: 'missing or not visible',
  'optional-missing': 'missing, but optional',
  invalid: 'no name for a Secret',
  duplicate: 'duplicate',
  unused: 'unused',
  'perhaps-unused': 'perhaps unused',
  unchecked: 'not checked',
};

/** Whether a status leaves open what was to be found out. */
export function isUnknownStatus(status: Status, failing: readonly Status[]): boolean {
  return status === 'unchecked' || (status === 'perhaps-unused' && failing.includes('unused'));
}

/** What is known of a key, in one sentence. */
export function messageOf(keyStatus: KeyStatus, { project }: Pick<EnvironmentReport, 'project'>): string {
  const { status, key, wording, wanted, found, hint, users } = keyStatus;
  const what = key === '*' ? (wording ?? 'every key') : `the key "${key}"`;
  const where = `in project "${project}" at ${wanted.join(', ')}`;
  const rest = hint === undefined ? '' : `: ${hint}`;
  const by =
    users.length === 0
      ? ''
      : `${rest.endsWith('?') ? '' : '.'} Needed by ${[...new Set(users.map(userName))].join('; ')}`;
  switch (status) {
    case 'ok':
      return `${what} exists ${where}`;
    case 'invalid':
      return `${what} ${where} goes into a Secret with every other${rest}${by}`;
    case 'duplicate':
      return `${what} exists more than once in project "${project}", at ${found.join(' and ')}${rest}${by}`;
    case 'unused':
      return `${what} ${where} is used by nobody in these manifests`;
    case 'perhaps-unused':
      return `whether ${what} ${where} is unused is not known${rest}`;
    case 'unchecked':
      return `${what} ${where} could not be checked${rest}${by}`;
    default:
      return `${what} is ${STATUS_NAMES[status]} ${where}${rest}${by}`;
  }
}

function userName({ object, container, as }: User): string {
  return [object, ...(container === undefined ? [] : [`container ${container}`]), as].join(', ');
}
