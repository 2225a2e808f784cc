import { fields } from '../../json/json';
import { operatorResourceOf } from '../app-model';
import { secretKeysOf } from '../auth/auth-method';
import { DEFAULT_INTERVAL, isNoDuration, secondsOf } from '../duration';
import type { Manifest } from '../manifest';
import type { Cause } from './cause';
import { causeOf } from './cause-of';
import { conditionsOf, currentConditions, generationIn } from './conditions';
import { knownWordsOf } from './known-words';
import { createdAt, deletedAt, durationWords, lastSuccessOf } from './moments';
import { CONDITION_PREFIX } from './signals';
import { type Verdict, verdictOn } from './verdict';

/**
 * How it stands with a resource: `waiting` is one that its operator has not looked at yet, `stale` one that it has not
 * looked at for long although all was well then.
 */
export type HealthState = 'ok' | 'failed' | 'stale' | 'waiting' | 'deleting' | 'not known';

export interface ResourceHealth {
  readonly state: HealthState;
  /** What Argo CD would show, without what sends to the condition. */
  readonly words: string;
  /** How long ago a resource that fails was well: `17 min`. */
  readonly lastSuccess?: string;
  readonly verdict: Verdict;
  /** Why, where a known message says it. */
  readonly cause?: Cause;
  /** What may be shown of a message that nobody knows. */
  readonly unknownMessage?: string;
  /** What to do about it. */
  readonly next?: string;
  readonly rule?: string;
}

/** So long an operator may take until it tells of a resource, in milliseconds. */
const PATIENCE = 600_000;
/** So many intervals may pass without a sync. */
const INTERVALS = 3;

/** @param now in milliseconds since 1970; undefined where nobody knows when the object was read */
export function healthOfResource(manifest: Manifest, now: number | undefined): ResourceHealth {
  const verdict = verdictOn(manifest);
  if (fields(manifest.metadata).deletionTimestamp != null) return deleting(manifest, verdict, now);
  switch (verdict.status) {
    case 'Healthy':
      return (
        emptiness(manifest, verdict) ??
        staleness(manifest, verdict, now) ?? { state: 'ok', words: verdict.message, verdict }
      );
    case 'Degraded':
      return failedHealth(manifest, verdict, now);
    case 'Progressing':
      return waiting(manifest, verdict, now);
    default:
      return {
        ...{ state: 'not known', words: verdict.message, verdict },
        next: 'read its conditions, and the log of the operator',
      };
  }
}

function failedHealth(manifest: Manifest, verdict: Verdict, now: number | undefined): ResourceHealth {
  const { condition, problem: words = verdict.message } = verdict;
  const message = condition?.message ?? '';
  const cause = causeIn(manifest, message);
  const last = lastSuccessOf(manifest);
  const ago = last !== undefined && now !== undefined && { lastSuccess: durationWords(now - last) };
  const failure = { state: 'failed', words, verdict, ...ago } as const;
  if (cause !== undefined)
    return { ...failure, cause, next: `${cause.next}${credentialsOf(manifest, cause)}`, rule: cause.rule };
  const unknownMessage = knownWordsOf(message, namesIn(manifest));
  return { ...failure, unknownMessage, next: 'read its conditions, and the log of the operator' };
}

/** A push says of its login that it failed, and why only where it says how the run went. */
function causeIn(manifest: Manifest, message: string): Cause | undefined {
  const cause = causeOf(message, manifest) ?? ofReport(message);
  if (cause !== undefined && cause.id !== 'login-failed') return cause;
  const ofRun = currentConditions(manifest).find(({ type }) => type === `${CONDITION_PREFIX}Reconcile`);
  return (ofRun && causeOf(ofRun.message, manifest)) ?? cause;
}

const OF_CREDENTIALS: readonly string[] = [
  ...['no-login', 'credentials-missing', 'login-refused', 'login-failed', 'token-refused'],
];

/** The Secrets with what it logs in with, as the resource names them. */
function credentialsOf(manifest: Manifest, { id }: Cause): string {
  if (!OF_CREDENTIALS.includes(id)) return '';
  const keys = operatorResourceOf({ manifest }).flatMap(({ logins }) => logins.flatMap(secretKeysOf));
  const names = keys.flatMap(({ name, namespace }) =>
    name.value ? `${namespace.value || '(none)'}/${name.value}` : [],
  );
  const unique = [...new Set(names)];
  return unique.length === 0 ? '' : ` (Secret ${unique.join(', ')})`;
}

/** A push lists keys that were not taken: names of keys of the cluster, which their owner may have chosen freely. */
function ofReport(message: string): Cause | undefined {
  const [, operation] = /^Failed to (create|update|delete|replace) secrets: \[/.exec(message) ?? [];
  if (operation === undefined) return undefined;
  return {
    id: 'push-refused',
    words: `Infisical did not ${operation} all of the keys`,
    next: 'see that the identity may write there, and that the names are such as Infisical takes',
  };
}

/** It calls that a success, and takes all keys out of the Secret. */
function emptiness(manifest: Manifest, verdict: Verdict): ResourceHealth | undefined {
  const isEmpty = / Last reconcile synced 0 secrets$/.test(verdict.condition?.message ?? '');
  if (manifest.kind !== 'InfisicalSecret' || !isEmpty) return undefined;
  return {
    ...{ state: 'failed', verdict },
    words: 'The last sync succeeded, and found no key in Infisical: the managed Secret is empty',
    next: 'correct the folder, or create the keys: npx cdk8s-infisical check tells what is there',
  };
}

function staleness(manifest: Manifest, verdict: Verdict, now: number | undefined): ResourceHealth | undefined {
  const last = lastSuccessOf(manifest);
  const interval = intervalOf(manifest);
  if (last === undefined || now === undefined || interval === undefined) return undefined;
  const silence = now - last;
  if (silence <= INTERVALS * interval * 1_000 + 60_000) return undefined;
  const [ago, usual] = [durationWords(silence), durationWords(interval * 1_000)];
  return {
    ...{ state: 'stale', verdict },
    words: `Its last sync was ${ago} before, and it should sync every ${usual}: what changed since is not there`,
    next: 'see that the operator runs, and what its log says: one host that does not answer stops all syncs of a kind',
  };
}

/** In seconds; undefined where it shall not sync by itself. */
function intervalOf(manifest: Manifest): number | undefined {
  const [resource] = operatorResourceOf({ manifest });
  const stated = resource?.interval.value;
  if (stated !== undefined && isNoDuration(stated)) return undefined;
  return secondsOf(stated) ?? DEFAULT_INTERVAL;
}

function waiting(manifest: Manifest, verdict: Verdict, now: number | undefined): ResourceHealth {
  const hasOld = conditionsOf(manifest).length > currentConditions(manifest).length;
  const generation = generationIn(manifest);
  if (hasOld) {
    const seen = Math.max(...conditionsOf(manifest).map(({ observedGeneration = 0 }) => observedGeneration));
    return {
      ...{ state: 'waiting', verdict },
      words: `Changed since the operator last looked: it has seen generation ${seen} of ${generation}`,
      next: 'ask again in a minute; if that stays so, the log of the operator says why',
    };
  }
  const created = createdAt(manifest);
  const age = created === undefined || now === undefined ? undefined : now - created;
  const next = 'see that the operator runs and watches this namespace, and what its log says';
  if (age === undefined || age <= PATIENCE) return { state: 'waiting', words: verdict.message, verdict, next };
  const words = `The operator has told of no run in the ${durationWords(age)} since it was created`;
  return { state: 'failed', words, verdict, next };
}

function deleting(manifest: Manifest, verdict: Verdict, now: number | undefined): ResourceHealth {
  const { finalizers } = fields(manifest.metadata);
  const since = deletedAt(manifest);
  const ago = since === undefined || now === undefined || now <= since ? '' : ` for ${durationWords(now - since)}`;
  if (!Array.isArray(finalizers) || finalizers.length === 0)
    return { state: 'deleting', words: `${verdict.message}${ago}`, verdict };
  return {
    ...{ state: 'deleting', verdict },
    words: `${verdict.message}${ago}, and held by its finalizer: the operator has yet to take back what it made`,
    next: 'see that the operator runs; without it the finalizer must be removed by hand, and what it made stays',
  };
}

/** Names that the object itself has, for all to read. */
function namesIn({ kind, metadata }: Manifest): ReadonlySet<string> {
  return new Set([kind, metadata.name, metadata.namespace].filter((one) => typeof one === 'string'));
}
