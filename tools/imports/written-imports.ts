import { parse } from '@babel/parser';

/** What one place in a file takes from elsewhere, in whichever form it is written. */
export interface WrittenImport {
  /** Undefined where it is known only when the program runs. */
  readonly specifier: string | undefined;
  readonly line: number;
  /** Whether nothing of it is left when the program runs. */
  readonly isType: boolean;
}

/** What the parser gives: it is read as plain data. */
interface Ast {
  readonly type: string;
  readonly loc: { readonly start: { readonly line: number } };
  readonly [field: string]: unknown;
}

interface Comment {
  readonly value: string;
  readonly loc: Ast['loc'];
}

/** Every import of a file: values and types, `require`, `import('…')`, references and types in comments. */
export function writtenImports(text: string, file: string): WrittenImport[] {
  const { program, comments } = parse(text, {
    sourceType: 'unambiguous',
    plugins: ['typescript', 'decorators'],
    sourceFilename: file,
    allowReturnOutsideFunction: true,
  });
  const found: WrittenImport[] = [];
  visit(program as unknown as Ast, (node, parent) => found.push(...importsAt(node, parent)));
  return [...found, ...((comments ?? []) as Comment[]).flatMap(inComment)];
}

function visit(node: Ast, on: (node: Ast, parent: Ast | undefined) => void, parent?: Ast): void {
  on(node, parent);
  for (const part of Object.values(node).flat()) if (isNode(part)) visit(part, on, node);
}

function isNode(value: unknown): value is Ast {
  return typeof (value as Ast | null)?.type === 'string' && (value as Ast).loc !== undefined;
}

function importsAt(node: Ast, parent: Ast | undefined): WrittenImport[] {
  const found = (from: unknown, isType = false) => [{ specifier: literal(from), line: node.loc.start.line, isType }];
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return isNode(node.source) ? found(node.source, isTypeOnly(node)) : [];
    case 'TSExternalModuleReference':
      return found(node.expression, parent?.importKind === 'type');
    case 'TSImportType':
      return found(
        isNode(node.argument) && isNode(node.argument.literal) ? node.argument.literal : node.argument,
        true,
      );
    case 'TSModuleDeclaration':
      return isNode(node.id) && node.id.type === 'StringLiteral' && !String(node.id.value).includes('*')
        ? found(node.id, true)
        : [];
    case 'ImportExpression':
      return found(node.source);
    case 'CallExpression':
      return loads(node) ? found((node.arguments as unknown[])[0]) : [];
    case 'Identifier':
      return node.name === 'require' && !isAccountedFor(node, parent) ? found(undefined) : [];
    default:
      return [];
  }
}

function isTypeOnly({ importKind, exportKind, specifiers }: Ast): boolean {
  const names = (specifiers ?? []) as Ast[];
  const isType = (one: Ast) => one.importKind === 'type' || one.exportKind === 'type';
  return importKind === 'type' || exportKind === 'type' || (names.length > 0 && names.every(isType));
}

const LOADING = [
  'require',
  'getBuiltinModule',
  'mock',
  'doMock',
  'requireActual',
  'requireMock',
  'unstable_mockModule',
];

/** Whether a call loads what its first argument names: `import(…)`, `require(…)`, `require.resolve(…)`, `jest.mock(…)`. */
function loads({ callee }: Ast): boolean {
  if (!isNode(callee)) return false;
  if (callee.type === 'Import' || isNamed(callee, 'require') || isNamed(callee.callee, 'createRequire')) return true;
  if (!isNode(callee.property) || !isNode(callee.object)) return false;
  if (isNamed(callee.object, 'require')) return isNamed(callee.property, 'resolve');
  const name = callee.property.name ?? callee.property.value;
  return isNamed(callee.object, 'jest') ? LOADING.includes(String(name)) : LOADING.slice(0, 2).includes(String(name));
}

/** A `require` that goes elsewhere, into a variable or another function, may load anything. */
function isAccountedFor(node: Ast, parent: Ast | undefined): boolean {
  if (parent?.type === 'CallExpression') return parent.callee === node;
  if (parent?.type === 'MemberExpression')
    return parent.property === node || ['resolve', 'main'].some((name) => isNamed(parent.property, name));
  // A name of a property, not the function.
  return parent?.key === node && parent.shorthand !== true;
}

function isNamed(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && node.name === name;
}

function literal(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'StringLiteral') return String(node.value);
  const [only, ...others] = (node.quasis ?? []) as { readonly value: { readonly cooked: string } }[];
  return others.length === 0 ? only?.value.cooked : undefined;
}

/** `/// <reference path="…" />`, and `import('…')` where a comment holds the types. */
function inComment({ value, loc }: Comment): WrittenImport[] {
  const written =
    /^\/\s*<reference\s+(?:path|types)=["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)\s*\.|@import\b.*?["']([^"']+)["']/gs;
  return [...value.matchAll(written)].map(({ 1: reference, 2: type, 3: tag, index }) => ({
    specifier: reference === undefined ? (type ?? tag) : reference,
    line: loc.start.line + value.slice(0, index).split('\n').length - 1,
    isType: true,
  }));
}
