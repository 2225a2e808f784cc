import type { Permission, Role, Roles } from './role';

/** The roles as resources of the Infisical provider. */
export function terraform({ roles, without }: Roles): string {
  const labels = new Map<string, number>();
  const blocks = roles.map((role) => block(role, label(role, labels)));
  return [...without.map((line) => `# No role: ${line}\n`), ...blocks].join('\n');
}

function block(role: Role, name: string): string {
  const { identity, host, notes, slug, description, permissions } = role;
  const comments = [
    ...(identity === undefined ? [] : [`For ${identity}.`]),
    ...(host === undefined ? [] : [`At ${host}.`]),
    ...notes,
  ];
  return [
    ...comments.map((line) => `# ${line}`),
    `resource "infisical_project_role" ${quoted(name)} {`,
    role.projectSlug === undefined
      ? `  project_id   = ${quoted(role.projectId ?? '')}`
      : `  project_slug = ${quoted(role.projectSlug)}`,
    `  name         = ${quoted(role.name)}`,
    `  slug         = ${quoted(slug)}`,
    `  description  = ${quoted(description)}`,
    '',
    '  permissions_v2 = [',
    ...permissions.map(entry),
    '  ]',
    '}',
    '',
  ].join('\n');
}

function entry({ subject, action, conditions }: Permission): string {
  const width = Math.max(...Object.keys(conditions).map((name) => name.length));
  const lines = Object.entries(conditions).flatMap(([name, condition]) =>
    Object.entries(condition).map(([operator, value]) => {
      return `        ${name.padEnd(width)} = { ${quoted(operator)} = ${literal(value, '        ')} }`;
    }),
  );
  return [
    '    {',
    `      subject  = ${quoted(subject)}`,
    `      action   = ${literal(action, '      ')}`,
    '      inverted = false',
    '      conditions = jsonencode({',
    ...lines,
    '      })',
    '    },',
  ].join('\n');
}

function literal(value: unknown, indent: string): string {
  if (!Array.isArray(value)) return quoted(String(value));
  const items = value.map((item) => quoted(String(item)));
  const line = `[${items.join(', ')}]`;
  if (line.length <= 80) return line;
  return `[\n${items.map((item) => `${indent}  ${item},\n`).join('')}${indent}]`;
}

/** Text in HCL, where `${` and `%{` begin a template. */
export function quoted(text: string): string {
  const escaped = text
    .replaceAll(/["\\]/g, '\\$&')
    .replaceAll(/[$%](?=\{)/g, '$&$&')
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `"${escaped}"`;
}

/** The name of a resource, which the file may have only once. */
function label({ projectSlug, projectId = '', slug }: Role, taken: Map<string, number>): string {
  const [purpose, ...rest] = slug.split('-');
  const name = [purpose, projectSlug ?? projectId, ...rest].join('_').replaceAll(/[^A-Za-z0-9_]+/g, '_');
  const count = (taken.get(name) ?? 0) + 1;
  taken.set(name, count);
  return count === 1 ? name : `${name}_${count}`;
}
