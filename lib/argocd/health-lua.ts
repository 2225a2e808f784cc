import { InfisicalKind } from '../infisical';
import { BEING_DELETED, CONDITION_PREFIX, SIGNALS, type Signal, seeCondition, WAITING } from '../model/health/signals';
import { pushHealthLua } from './push-health-lua';

/**
 * The check in plain Lua 5.1, with `ipairs` as the only function: Argo CD opens no libraries for it. Waiting is
 * Progressing, a problem is Degraded; what was said of an earlier generation counts no more.
 */
export function healthLua(kind: InfisicalKind, operatorMessages: boolean): string {
  if (kind === InfisicalKind.INFISICAL_STATIC_SECRET_PUSH) return pushHealthLua(operatorMessages);
  const { main, healthy, others, besides = [] } = SIGNALS[kind];
  const condition = (type: string) => `conditions["${CONDITION_PREFIX}${type}"]`;
  const problem = ({ type, problem: status, unless, message }: Signal) => {
    const exception = unless === undefined ? '' : ` and not (c.${unless.field} == "${unless.is}")`;
    const said = operatorMessages ? ' .. ": " .. (c.message or "")' : '';
    return [
      `c = ${condition(type)}`,
      `if c ~= nil and c.status == "${status}"${exception} then`,
      `  return { status = "Degraded", message = "${seeCondition(message, type)}"${said} }`,
      'end',
    ];
  };
  const good = main.problem === 'True' ? 'False' : 'True';
  const lines = [
    'local meta = obj.metadata or {}',
    'if meta.deletionTimestamp ~= nil then',
    `  return { status = "Progressing", message = "${BEING_DELETED}" }`,
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
