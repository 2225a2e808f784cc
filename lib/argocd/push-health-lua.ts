import { BEING_DELETED, CONDITION_PREFIX, seeCondition, UNDOCUMENTED_PUSH, WAITING } from '../model/health/signals';

/**
 * The check of an `InfisicalStaticSecretPush`, whose conditions are not public (operator v0.11.17). What other kinds of the
 * operator call a problem is Degraded, and wins; what they call good is Healthy. `Reconcile` means one thing in a dynamic
 * secret and the opposite in a push of v1alpha1, and of other conditions nobody knows which status is the good one: where
 * there are only such, the health is Unknown. Nothing at all is an operator that has not looked yet.
 */
export function pushHealthLua(operatorMessages: boolean): string {
  const said = operatorMessages ? ' .. ": " .. (c.message or "")' : '';
  const { stated, unprefixed, failed, healthy, unknown } = UNDOCUMENTED_PUSH;
  const states = [...stated.map((type) => `t == "${CONDITION_PREFIX}${type}"`), `t == "${unprefixed}"`].join(' or ');
  const problems = UNDOCUMENTED_PUSH.problems
    .map((type) => `t == "${CONDITION_PREFIX}${type}" and c.status == "False"`)
    .join(' or ');
  const lines = [
    'local meta = obj.metadata or {}',
    'if meta.deletionTimestamp ~= nil then',
    `  return { status = "Progressing", message = "${BEING_DELETED}" }`,
    'end',
    'local good, other',
    'for _, c in ipairs((obj.status or {}).conditions or {}) do',
    '  local t, seen = c.type, c.observedGeneration',
    '  if seen == nil or meta.generation == nil or seen >= meta.generation then',
    `    local states = ${states}`,
    `    if states and c.status == "False" or ${problems} then`,
    `      return { status = "Degraded", message = "${seeCondition(failed, '')}" .. t${said} }`,
    '    end',
    '    if states and c.status == "True" then',
    '      good = true',
    '    elseif not states and c.status ~= "Unknown" then',
    '      other = t',
    '    end',
    '  end',
    'end',
    'if good then',
    `  return { status = "Healthy", message = "${healthy}" }`,
    'end',
    'if other ~= nil then',
    `  return { status = "Unknown", message = "${seeCondition(unknown, '')}" .. other }`,
    'end',
    `return { status = "Progressing", message = "${WAITING}" }`,
  ];
  return `${lines.join('\n')}\n`;
}
