import { freeName } from '../../../lib/text/free-name';
import { hclComment, hclName, hclText } from '../../languages/hcl';
import type { Permission, Role, Roles } from '../../roles/role';

/** The roles as resources of the Infisical provider. */
export function terraform({ roles, without }: Roles): string {
  const labels = new Set<string>();
  const blocks = roles.map((role) => block(role, label(role, labels)));
  return [...without.map((line) => `${hclComment(`No role: ${line}`)}\n`), ...blocks].join('\n');
}

function block(role: Role, name: string): string {
  const { identity, host, notes, slug, description, permissions } = role;
  const comments = [
    ...(identity === undefined ? [] : [`For ${identity}.`]),
    ...(host === undefined ? [] : [`At ${host}.`]),
    ...notes,
  ];
  return [
    ...comments.map(hclComment),
    `resource "infisical_project_role" ${hclText(name)} {`,
    ...assignments('  ', [
      role.projectSlug === undefined
        ? ['project_id', hclText(role.projectId ?? '')]
        : ['project_slug', hclText(role.projectSlug)],
      ['name', hclText(role.name)],
      ['slug', hclText(slug)],
      ['description', hclText(description)],
    ]),
    '',
    '  permissions_v2 = [',
    ...permissions.map(entry),
    '  ]',
    '}',
    '',
  ].join('\n');
}

function entry({ subject, action, conditions }: Permission): string {
  const operators = Object.entries(conditions).flatMap(([name, condition]) =>
    Object.entries(condition).map(([operator, value]): Assignment => {
      return [name, `{ ${hclText(operator)} = ${literal(value, '        ')} }`];
    }),
  );
  return [
    '    {',
    ...assignments('      ', [
      ['subject', hclText(subject)],
      ['action', literal(action, '      ')],
      ['inverted', 'false'],
      ['conditions', `jsonencode({\n${assignments('        ', operators).join('\n')}\n      })`],
    ]),
    '    },',
  ].join('\n');
}

type Assignment = readonly [name: string, value: string];

/** Aligned as `terraform fmt` does it: those that stand in one line each, among neighbours. */
function assignments(indent: string, all: readonly Assignment[]): string[] {
  const isOneLine = ([, value]: Assignment) => !value.includes('\n');
  return all.map(([name, value], i) => {
    const before = all.slice(0, i).findLastIndex((one) => !isOneLine(one));
    const after = all.findIndex((one, j) => j >= i && !isOneLine(one));
    const neighbours = all.slice(before + 1, after === -1 ? undefined : after);
    const width = Math.max(...neighbours.map((one) => one[0].length));
    return `${indent}${isOneLine([name, value]) ? name.padEnd(width) : name} = ${value}`;
  });
}

function literal(value: unknown, indent: string): string {
  if (!Array.isArray(value)) return hclText(String(value));
  const items = value.map((item) => hclText(String(item)));
  const line = `[${items.join(', ')}]`;
  if (line.length <= 80) return line;
  return `[\n${items.map((item) => `${indent}  ${item},\n`).join('')}${indent}]`;
}

/** The name of a resource, which the file may have only once. */
function label({ projectSlug, projectId = '', slug }: Role, taken: Set<string>): string {
  const [purpose, ...rest] = slug.split('-');
  const name = hclName([purpose, projectSlug ?? projectId, ...rest].join('_'));
  const label = freeName(name, '_', (one) => taken.has(one));
  taken.add(label);
  return label;
}
