import { AUTH_METHODS } from '../lib/model/auth';
import { type AuthMethod, factoryOf } from '../lib/model/auth/auth-method';

const START = '<!-- made by `npm run rules` from here on -->\n';

/** The page about authentication, up to date. */
export function authenticationPage(page: string): string {
  const [prose] = page.split(START);
  return [
    `${prose}${START}`,
    '| `InfisicalAuth` | logs in with | v1alpha1 | v1beta1 | Secret, with its keys |',
    '|---|---|---|---|---|',
    ...AUTH_METHODS.map(row),
    '',
    'Keys in bold are credentials. An example of each:',
    '',
    '```typescript',
    ...AUTH_METHODS.map((method) => `InfisicalAuth.${factoryOf(method)}(${literal(method.example)});`),
    '```',
    '',
  ].join('\n');
}

function row(method: AuthMethod): string {
  const secrets = Object.entries(method.parts).flatMap(([option, { secretKeys }]) => {
    const keys = secretKeys?.map(({ key, sensitive }) => (sensitive ? `**\`${key}\`**` : `\`${key}\``));
    return keys === undefined ? [] : [`\`${option}\`: ${keys.join(', ')}`];
  });
  const blocks = [method.v1alpha1, method.v1beta1].map((block) => (block === undefined ? '-' : `\`${block}\``));
  return `| ${[`\`${factoryOf(method)}\``, method.with, ...blocks, secrets.join('; ') || '-'].join(' | ')} |`;
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).map(([name, field]) => `${name}: ${literal(field)}`);
  return `{ ${fields.join(', ')} }`;
}
