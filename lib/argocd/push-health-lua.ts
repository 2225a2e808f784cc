/** The conditions by which other kinds of the operator say how the last run went; True is good. */
const STATED = ['LastReconcileStatus', 'IsReady', 'Ready'];
/** Those of a problem beside it, with the status that means one. */
const PROBLEMS: readonly (readonly [type: string, status: 'True' | 'False'])[] = [
  ['LoadedInfisicalToken', 'False'],
  ['Authenticated', 'False'],
];

const PREFIX = 'secrets.infisical.com/';

/**
 * The check of an `InfisicalStaticSecretPush`, whose conditions are not public (operator v0.11.17). What other kinds of the
 * operator call a problem is Degraded, and wins; what they call good is Healthy. `Reconcile` means one thing in a dynamic
 * secret and the opposite in a push of v1alpha1, and of other conditions nobody knows which status is the good one: where
 * there are only such, the health is Unknown. Nothing at all is an operator that has not looked yet.
 */
export function pushHealthLua(operatorMessages: boolean, waiting: string): string {
  const said = operatorMessages ? ' .. ": " .. (c.message or "")' : '';
  const isOneOf = (types: readonly string[]) =>
    types.flatMap((type) => [`t == "${PREFIX}${type}"`, ...(type === 'Ready' ? [`t == "${type}"`] : [])]).join(' or ');
  const problems = PROBLEMS.map(([type, status]) => `t == "${PREFIX}${type}" and c.status == "${status}"`).join(' or ');
  const lines = [
    'local meta = obj.metadata or {}',
    'if meta.deletionTimestamp ~= nil then',
    '  return { status = "Progressing", message = "Being deleted" }',
    'end',
    'local good, other',
    'for _, c in ipairs((obj.status or {}).conditions or {}) do',
    '  local t, seen = c.type, c.observedGeneration',
    '  if seen == nil or meta.generation == nil or seen >= meta.generation then',
    `    local states = ${isOneOf(STATED)}`,
    `    if states and c.status == "False" or ${problems} then`,
    `      return { status = "Degraded", message = "The last push failed: see the condition " .. t${said} }`,
    '    end',
    '    if states and c.status == "True" then',
    '      good = true',
    '    elseif not states and c.status ~= "Unknown" then',
    '      other = t',
    '    end',
    '  end',
    'end',
    'if good then',
    '  return { status = "Healthy", message = "The last push succeeded" }',
    'end',
    'if other ~= nil then',
    '  return { status = "Unknown", message = "What its conditions mean is not public: see the condition " .. other }',
    'end',
    `return { status = "Progressing", message = "${waiting}" }`,
  ];
  return `${lines.join('\n')}\n`;
}
