import { type Catalogue, isBelow, keysWithPlaces } from './catalogue';

/** What the constants of a project are called. */
export interface CatalogueNames {
  /** `ShopKeys`. */
  readonly keys: string;
  /** `shopKeysAt`. */
  readonly keysAt: string;
}

/** The names for a project that is called `my-shop`: `MyShopKeys`, `myShopKeysAt`. */
export function namesFor(project: string): CatalogueNames {
  const words = project.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const pascal = words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
  const name = /^[A-Za-z]/.test(pascal) ? pascal : `Project${pascal}`;
  return { keys: `${name}Keys`, keysAt: `${name[0].toLowerCase()}${name.slice(1)}KeysAt` };
}

/** TypeScript that needs no more than its types taken off. */
export function typescriptOf(catalogue: Catalogue, project: string): string {
  const { keys, keysAt } = namesFor(project);
  const title = comment(catalogue.project.slug ?? catalogue.project.id ?? '');
  return `// Made by \`cdk8s-infisical import\`: the names of secrets, never a value. Do not edit.

/** The secret keys of the Infisical project "${title}". */
export const ${keys} = {
${[...keysWithPlaces(catalogue)].map(constant).join('')}} as const;

/** One of them. */
export type ${keys.slice(0, -1)} = (typeof ${keys})[keyof typeof ${keys}];

const PLACES: { readonly [environment: string]: { readonly [path: string]: readonly string[] } } = {
${table(catalogue)}};

/**
 * The keys that exist at a path of an environment, for the \`keys\` of a \`source\`.
 *
 * @throws if nobody imported that place
 */
export function ${keysAt}(environment: string, path = '/', recursive = false): string[] {
  const paths = Object.hasOwn(PLACES, environment) ? PLACES[environment] : {};
  const below = path === '/' ? path : \`\${path}/\`;
  const read = Object.keys(paths).filter((one) => one === path || (recursive && one.startsWith(below)));
  if (read.length > 0) return [...new Set(read.flatMap((one) => paths[one]))].sort();
  const known = Object.keys(PLACES).flatMap((name) => Object.keys(PLACES[name]).map((one) => \`\${name}:\${one}\`));
  throw new Error(
    \`no keys are known of \${environment}:\${path} in project ${templateText(title)}, only of \${known.join(', ')}: run \\\`npx cdk8s-infisical import\\\`\`,
  );
}
`;
}

function constant([key, places]: [string, string[]]): string {
  return `  /** At ${comment(places.join(', '))}. */\n  ${property(key)}: ${literal(key)},\n`;
}

/** Environment, path, keys: those of the folder itself, and those that are imported into it. */
function table(catalogue: Catalogue): string {
  return [...keysByPath(catalogue)]
    .map(([environment, paths]) => {
      const lines = [...paths].sort(byFirst).map(([path, keys]) => `    ${property(path)}: ${listOf(keys)},\n`);
      return `  ${property(environment)}: {\n${lines.join('')}  },\n`;
    })
    .join('');
}

function keysByPath({ places }: Catalogue): Map<string, Map<string, Set<string>>> {
  const environments = new Map<string, Map<string, Set<string>>>();
  for (const { environment, path, origins } of places) {
    const paths = environments.get(environment) ?? new Map<string, Set<string>>();
    environments.set(environment, paths);
    // A place without any key is known all the same.
    paths.set(path, paths.get(path) ?? new Set());
    for (const origin of origins) {
      const at = !origin.imported && isBelow(origin.path, path) ? origin.path : path;
      paths.set(at, new Set([...(paths.get(at) ?? []), ...origin.keys]));
    }
  }
  return environments;
}

function listOf(keys: ReadonlySet<string>): string {
  const items = [...keys].sort().map(literal);
  const line = `[${items.join(', ')}]`;
  return line.length <= 100 ? line : `[\n${items.map((item) => `      ${item},\n`).join('')}    ]`;
}

function property(name: string): string {
  // Written as it is, this one would set the prototype.
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}

function literal(text: string): string {
  const quoted = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${invisible(quoted)}'`;
}

function comment(text: string): string {
  return invisible(text.replaceAll('*/', '*\\/').replaceAll(/\s/g, ' '));
}

function templateText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
}

/** With escapes for what nobody sees in a review: it could also end a line, or turn its direction. */
function invisible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (one) =>
    [...Array(one.length).keys()].map((index) => `\\u${one.charCodeAt(index).toString(16).padStart(4, '0')}`).join(''),
  );
}

function byFirst([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
