import { InfisicalKind } from './infisical-kind';
import { pushHealthLua } from './push-health-lua';

/** What a condition of a resource means for its health. */
interface Signal {
  /** Type of the condition, without the prefix. */
  readonly type: string;
  /** The status that means a problem. */
  readonly problem: 'True' | 'False';
  /** What of the condition `c`, in Lua, means that it is none all the same. */
  readonly unless?: string;
  /**
   * Said of the problem: what is true whatever the operator's reason. A text of our own, as the operator's may quote what
   * it could not read, such as a secret value.
   */
  readonly message: string;
}

interface Signals {
  /** The condition that says how the last run went. */
  readonly main: Signal;
  /** Said where the main condition is as it should be: of the last run, as nothing tells of the time since. */
  readonly healthy: string;
  /** Problems that explain the main one. */
  readonly others: readonly Signal[];
  /** Problems that count although the main condition is as it should be. Older than it, they count no more. */
  readonly besides?: readonly Signal[];
}

const LOGIN_FAILED = 'The login to Infisical failed';
const SYNC_FAILED = 'The last sync failed';
const SYNCED = 'The last sync succeeded';
// A workload that could not be restarted is in the log only: the condition stays True.
const RELOAD: Signal = {
  type: 'AutoRedeployReady',
  problem: 'False',
  // The sync before it failed, which the main condition says.
  unless: 'c.reason == "Stopped"',
  message: 'The managed Secret is missing or cannot be read, or the workloads of its namespace cannot be listed',
};

/** Push resources say always that these failed; the message then lists what did. */
function partOfPush(type: string, operation: string): Signal {
  return {
    type,
    problem: 'True',
    unless: `c.message == "Failed to ${operation} secrets: []"`,
    message: `Infisical did not ${operation} some of the secrets`,
  };
}

/** The conditions that the operator sets: v0.10.4 to v0.11.7, internal/services/<kind>/conditions.go, are all alike. */
const SIGNALS: Readonly<Record<Exclude<InfisicalKind, InfisicalKind.INFISICAL_STATIC_SECRET_PUSH>, Signals>> = {
  [InfisicalKind.INFISICAL_SECRET]: {
    main: { type: 'ReadyToSyncSecrets', problem: 'False', message: SYNC_FAILED },
    healthy: SYNCED,
    others: [{ type: 'LoadedInfisicalToken', problem: 'False', message: LOGIN_FAILED }],
    besides: [RELOAD],
  },
  [InfisicalKind.INFISICAL_STATIC_SECRET]: {
    main: { type: 'LastReconcileStatus', problem: 'False', message: SYNC_FAILED },
    healthy: SYNCED,
    others: [],
  },
  // It also has names for Authenticated, LeaseCreated and LeaseRenewal, and sets none of them.
  [InfisicalKind.INFISICAL_DYNAMIC_SECRET]: {
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
  [InfisicalKind.INFISICAL_PUSH_SECRET]: {
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
  [InfisicalKind.INFISICAL_AUTH]: {
    main: {
      type: 'IsReady',
      problem: 'False',
      message: 'The login to Infisical failed, or its InfisicalConnection is not ready',
    },
    // Changed credentials are validated with the login that is held already.
    healthy: 'Logged in to Infisical when last validated: a login that is held already counts',
    others: [],
  },
  [InfisicalKind.INFISICAL_CONNECTION]: {
    main: {
      type: 'IsReady',
      problem: 'False',
      message: 'Infisical did not answer as it should, or the CA certificate cannot be read',
    },
    healthy: 'Infisical answered when last asked',
    others: [],
  },
};

/** Some failures reach the log only, and a resource that never had another run has no condition at all. */
const WAITING = 'The operator has not told of its last run: if that stays so, its log says why';

/**
 * The check in plain Lua 5.1, with `ipairs` as the only function: Argo CD opens no libraries for it. Waiting is
 * Progressing, a problem is Degraded; what was said of an earlier generation counts no more.
 */
export function healthLua(kind: InfisicalKind, operatorMessages: boolean): string {
  if (kind === InfisicalKind.INFISICAL_STATIC_SECRET_PUSH) return pushHealthLua(operatorMessages, WAITING);
  const { main, healthy, others, besides = [] } = SIGNALS[kind];
  const condition = (type: string) => `conditions["secrets.infisical.com/${type}"]`;
  const problem = ({ type, problem: status, unless, message }: Signal) => {
    const exception = unless === undefined ? '' : ` and not (${unless})`;
    const said = operatorMessages ? ' .. ": " .. (c.message or "")' : '';
    return [
      `c = ${condition(type)}`,
      `if c ~= nil and c.status == "${status}"${exception} then`,
      `  return { status = "Degraded", message = "${message}: see the condition ${type}"${said} }`,
      'end',
    ];
  };
  const good = main.problem === 'True' ? 'False' : 'True';
  const lines = [
    'local meta = obj.metadata or {}',
    'if meta.deletionTimestamp ~= nil then',
    '  return { status = "Progressing", message = "Being deleted" }',
    'end',
    'local conditions = {}',
    'for _, condition in ipairs((obj.status or {}).conditions or {}) do',
    '  local seen = condition.observedGeneration',
    '  if seen == nil or meta.generation == nil or seen >= meta.generation then',
    '    conditions[condition.type] = condition',
    '  end',
    'end',
    'local c',
    ...[...others, main, ...besides].flatMap(problem),
    `c = ${condition(main.type)}`,
    `if c ~= nil and c.status == "${good}" then`,
    `  return { status = "Healthy", message = "${healthy}" }`,
    'end',
    `return { status = "Progressing", message = "${WAITING}" }`,
  ];
  return `${lines.join('\n')}\n`;
}
