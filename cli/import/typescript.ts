import { folderText, isBelow } from '../../lib/model/folder';
import { commentText, propertyName, stringLiteral } from '../typescript/literal';
import { type Catalogue, keysWithFolders } from './catalogue';

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
  const name = catalogue.project.slug ?? catalogue.project.id ?? '';
  return `// Made by \`cdk8s-infisical import\`: the names of secrets, never a value. Do not edit.

const PROJECT = ${stringLiteral(name)};

/** The secret keys of the Infisical project "${commentText(name)}". */
export const ${keys} = telling({
${[...keysWithFolders(catalogue)].map(constantLine).join('')}} as const);

/** One of them. */
export type ${keys.slice(0, -1)} = (typeof ${keys})[keyof typeof ${keys}];

const PLACES = new Map<string, readonly string[]>([
${[...keysByFolder(catalogue)].map(folderLine).join('')}]);

/**
 * The keys that exist at a path of an environment, for the \`keys\` of a \`source\`.
 *
 * @throws if that place is not imported
 */
export function ${keysAt}(environment: string, path = '/', recursive = false): string[] {
  const wanted = \`\${environment}:\${path}\`;
  const below = path === '/' ? wanted : \`\${wanted}/\`;
  const read = [...PLACES].filter(([place]) => place === wanted || (recursive && place.startsWith(below)));
  if (read.length > 0) {
    const found = [...new Set(read.flatMap(([, keys]) => keys))].sort();
    // They are known, not declared: nobody has to use all of them.
    return Object.defineProperty(found, Symbol.for('cdk8s-infisical.catalogued'), { value: true });
  }
  const known = [...PLACES.keys()].join(', ');
  throw new Error(
    \`project "\${PROJECT}": the keys at \${wanted} are not known, only those at \${known}: run npx cdk8s-infisical import\`,
  );
}
${TELLING}`;
}

/** Part of each file: programs that are run without a look at their types shall hear of a typo too. */
const TELLING = `
/** The same keys, but a typo is an error also where nobody checks the types. */
function telling<T extends object>(keys: T): T {
  return new Proxy(keys, {
    get(known, key) {
      const names = Object.keys(known);
      if (typeof key === 'string' && !names.includes(key)) {
        const meant = names.find((name) => isSlip(key, name));
        if (meant) throw new Error(\`project "\${PROJECT}" has no key "\${key}": did you mean "\${meant}"?\`);
      }
      return Reflect.get(known, key);
    },
  });
}

/** Whether one character was put in, dropped or exchanged, or two were swapped. */
function isSlip(a: string, b: string): boolean {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const [left, right] = [a.slice(same), b.slice(same)];
  if (left.slice(1) === right || left === right.slice(1) || left.slice(1) === right.slice(1)) return true;
  return left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
}
`;

function constantLine([key, folders]: [string, string[]]): string {
  return `  /** At ${commentText(folders.join(', '))}. */\n  ${propertyName(key)}: ${stringLiteral(key)},\n`;
}

function folderLine([name, keys]: [string, ReadonlySet<string>]): string {
  return `  [${stringLiteral(name)}, ${listOf(keys)}],\n`;
}

/** By `prod:/api`: the keys of the folder itself, and those that are imported into it. */
function keysByFolder({ folders }: Catalogue): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>();
  for (const { environment, path, listing } of folders) {
    // A folder without any key is known all the same.
    for (const found of [{ path, imported: false, keys: [] }, ...listing]) {
      const at = folderText({ environment, path: !found.imported && isBelow(found.path, path) ? found.path : path });
      known.set(at, new Set([...(known.get(at) ?? []), ...found.keys]));
    }
  }
  return known;
}

function listOf(keys: ReadonlySet<string>): string {
  const items = [...keys].sort().map(stringLiteral);
  const line = `[${items.join(', ')}]`;
  return line.length <= 100 ? line : `[\n${items.map((item) => `    ${item},\n`).join('')}  ]`;
}
