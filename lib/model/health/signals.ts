import type { OperatorKind } from '../kinds';

/** What a condition of a resource means for its health. */
export interface Signal {
  /** Type of the condition, without the prefix. */
  readonly type: string;
  /** The status that means a problem. */
  readonly problem: 'True' | 'False';
  /** What the condition must hold to be none all the same. */
  readonly unless?: { readonly field: 'reason' | 'message'; readonly is: string };
  /**
   * Said of the problem: what is true whatever the operator's reason. A text of our own, as the operator's may quote what
   * it could not read, such as a secret value.
   */
  readonly message: string;
}

export interface Signals {
  /** The condition that says how the last run went. */
  readonly main: Signal;
  /** Said where the main condition is as it should be: of the last run, as nothing tells of the time since. */
  readonly healthy: string;
  /** Problems that explain the main one. */
  readonly others: readonly Signal[];
  /** Problems that count although the main condition is as it should be. Older than it, they count no more. */
  readonly besides?: readonly Signal[];
}

/** The kinds whose conditions are public. A ClusterGenerator has no status. */
export type SignallingKind = Exclude<OperatorKind, 'InfisicalStaticSecretPush' | 'ClusterGenerator'>;

/** Stands before the type of each condition. */
export const CONDITION_PREFIX = 'secrets.infisical.com/';

/** Some failures reach the log only, and a resource that never had another run has no condition at all. */
export const WAITING = 'The operator has not told of its last run: if that stays so, its log says why';

export const BEING_DELETED = 'Being deleted';

const LOGIN_FAILED = 'The login to Infisical failed';
const SYNC_FAILED = 'The last sync failed';
const SYNCED = 'The last sync succeeded';
// A workload that could not be restarted is in the log only: the condition stays True.
const RELOAD: Signal = {
  type: 'AutoRedeployReady',
  problem: 'False',
  // The sync before it failed, which the main condition says.
  unless: { field: 'reason', is: 'Stopped' },
  message: 'The managed Secret is missing or cannot be read, or the workloads of its namespace cannot be listed',
};

/** Push resources say always that these failed; the message then lists what did. */
function partOfPush(type: string, operation: string): Signal {
  return {
    type,
    problem: 'True',
    unless: { field: 'message', is: `Failed to ${operation} secrets: []` },
    message: `Infisical did not ${operation} some of the secrets`,
  };
}

/** The conditions that the operator sets: v0.10.4 to v0.11.7, internal/services/<kind>/conditions.go, are all alike. */
export const SIGNALS: Readonly<Record<SignallingKind, Signals>> = {
  InfisicalSecret: {
    main: { type: 'ReadyToSyncSecrets', problem: 'False', message: SYNC_FAILED },
    healthy: SYNCED,
    others: [{ type: 'LoadedInfisicalToken', problem: 'False', message: LOGIN_FAILED }],
    besides: [RELOAD],
  },
  InfisicalStaticSecret: {
    main: { type: 'LastReconcileStatus', problem: 'False', message: SYNC_FAILED },
    healthy: SYNCED,
    others: [],
  },
  // It also has names for Authenticated, LeaseCreated and LeaseRenewal, and sets none of them.
  InfisicalDynamicSecret: {
    main: {
      type: 'Reconcile',
      problem: 'False',
      message: 'The last run failed: there is no lease, or nobody renews it',
    },
    healthy: 'The lease was valid at the last run',
    others: [],
    besides: [RELOAD],
  },
  // The meaning of this kind's Reconcile is inverted.
  InfisicalPushSecret: {
    main: { type: 'Reconcile', problem: 'True', message: 'The last push failed' },
    healthy: 'The last push succeeded',
    others: [{ type: 'Authenticated', problem: 'False', message: LOGIN_FAILED }],
    besides: [
      partOfPush('FailedToCreateSecrets', 'create'),
      partOfPush('FailedToUpdateSecrets', 'update'),
      partOfPush('FailedToDeleteSecrets', 'delete'),
      partOfPush('FailedToReplaceSecrets', 'replace'),
    ],
  },
  InfisicalAuth: {
    main: {
      type: 'IsReady',
      problem: 'False',
      message: 'The login to Infisical failed, or its InfisicalConnection is not ready',
    },
    // Changed credentials are validated with the login that is held already.
    healthy: 'Logged in to Infisical when last validated: a login that is held already counts',
    others: [],
  },
  InfisicalConnection: {
    main: {
      type: 'IsReady',
      problem: 'False',
      message: 'Infisical did not answer as it should, or the CA certificate cannot be read',
    },
    healthy: 'Infisical answered when last asked',
    others: [],
  },
};

/**
 * What is said of an `InfisicalStaticSecretPush`, whose conditions are not public (operator v0.11.17): what other kinds of the
 * operator call a problem is one, and wins; what they call good is good. `Reconcile` means one thing in a dynamic secret and
 * the opposite in a push of v1alpha1, and of other conditions nobody knows which status is the good one.
 */
export const UNDOCUMENTED_PUSH = {
  /** The conditions by which other kinds of the operator say how the last run went; True is good. */
  stated: ['LastReconcileStatus', 'IsReady', 'Ready'],
  /** This one may also stand without the prefix. */
  unprefixed: 'Ready',
  /** Those of a problem beside it: False is one. */
  problems: ['LoadedInfisicalToken', 'Authenticated'],
  failed: 'The last push failed',
  healthy: 'The last push succeeded',
  unknown: 'What its conditions mean is not public',
} as const;

/** The sentence that sends to a condition. */
export function seeCondition(message: string, type: string): string {
  return `${message}: see the condition ${type}`;
}
