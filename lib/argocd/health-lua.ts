import { InfisicalKind } from './infisical-kind';
import { pushHealthLua } from './push-health-lua';

/** What a condition of a resource means for its health. */
interface Signal {
  /** Type of the condition, without the prefix. */
  readonly type: string;
  /** The status that means a problem. */
  readonly problem: 'True' | 'False';
  /** Said of the problem. A text of our own: the operator's may quote what it could not read, such as a secret value. */
  readonly message: string;
}

interface Signals {
  /** The condition that says how the last run went. */
  readonly main: Signal;
  /** Said where the main condition is as it should be. */
  readonly healthy: string;
  /** Problems that explain the main one, or count although it is as it should be. */
  readonly others: readonly Signal[];
}

const LOGIN_FAILED = 'The login to Infisical failed';
const SYNC_FAILED = 'The last sync with Infisical failed';
const IN_SYNC = 'In sync with Infisical';
// The operator also says False, for the reason Stopped, where the sync before it failed: that is the main condition's.
const RELOAD: Signal = {
  type: 'AutoRedeployReady',
  problem: 'False',
  message: 'Workloads that use the Secret were not restarted',
};

/** The conditions that the operator sets, as of v0.11.5. */
const SIGNALS: Readonly<Record<Exclude<InfisicalKind, InfisicalKind.INFISICAL_STATIC_SECRET_PUSH>, Signals>> = {
  [InfisicalKind.INFISICAL_SECRET]: {
    main: { type: 'ReadyToSyncSecrets', problem: 'False', message: SYNC_FAILED },
    healthy: IN_SYNC,
    others: [{ type: 'LoadedInfisicalToken', problem: 'False', message: LOGIN_FAILED }, RELOAD],
  },
  [InfisicalKind.INFISICAL_STATIC_SECRET]: {
    main: { type: 'LastReconcileStatus', problem: 'False', message: SYNC_FAILED },
    healthy: IN_SYNC,
    others: [],
  },
  [InfisicalKind.INFISICAL_DYNAMIC_SECRET]: {
    main: { type: 'Reconcile', problem: 'False', message: 'There is no lease, or it could not be renewed' },
    healthy: 'The lease is valid',
    others: [{ type: 'Authenticated', problem: 'False', message: LOGIN_FAILED }, RELOAD],
  },
  // The meaning of this kind's Reconcile is inverted. FailedToCreateSecrets and FailedToUpdateSecrets are always True.
  [InfisicalKind.INFISICAL_PUSH_SECRET]: {
    main: { type: 'Reconcile', problem: 'True', message: 'The last push to Infisical failed' },
    healthy: 'Pushed to Infisical',
    others: [
      { type: 'Authenticated', problem: 'False', message: LOGIN_FAILED },
      { type: 'FailedToReplaceSecrets', problem: 'True', message: 'Some secrets in Infisical were not replaced' },
      { type: 'FailedToDeleteSecrets', problem: 'True', message: 'Some secrets in Infisical were not deleted' },
    ],
  },
  [InfisicalKind.INFISICAL_AUTH]: {
    main: { type: 'IsReady', problem: 'False', message: LOGIN_FAILED },
    healthy: 'Logged in to Infisical',
    others: [],
  },
  [InfisicalKind.INFISICAL_CONNECTION]: {
    main: { type: 'IsReady', problem: 'False', message: 'Infisical cannot be reached' },
    healthy: 'Infisical can be reached',
    others: [],
  },
};

/**
 * The check in plain Lua 5.1, with `ipairs` as the only function: Argo CD opens no libraries for it. Waiting is
 * Progressing, a problem is Degraded; what was said of an earlier generation counts no more.
 */
export function healthLua(kind: InfisicalKind, operatorMessages: boolean): string {
  if (kind === InfisicalKind.INFISICAL_STATIC_SECRET_PUSH) return pushHealthLua(operatorMessages);
  const { main, healthy, others } = SIGNALS[kind];
  const condition = (type: string) => `conditions["secrets.infisical.com/${type}"]`;
  const problem = ({ type, problem: status, message }: Signal) => {
    const stopped = type === RELOAD.type ? ' and c.reason ~= "Stopped"' : '';
    const said = operatorMessages ? ' .. ": " .. (c.message or "")' : '';
    return [
      `c = ${condition(type)}`,
      `if c ~= nil and c.status == "${status}"${stopped} then`,
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
    ...[...others, main].flatMap(problem),
    `if c ~= nil and c.status == "${good}" then`,
    `  return { status = "Healthy", message = "${healthy}" }`,
    'end',
    'return { status = "Progressing", message = "Waiting for the Infisical operator" }',
  ];
  return `${lines.join('\n')}\n`;
}
