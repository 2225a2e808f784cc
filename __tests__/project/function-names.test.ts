import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parse } from '@babel/parser';

const ROOT = join(__dirname, '../..');
const VERBS =
  /^(add|adopt|apply|assert|carry|check|claim|commit|configure|declare|decode|define|discard|drop|end|enter|exchange|fail|find|finish|forget|give|guard|hand|import|infer|init|inject|join|keep|kill|link|look|lookup|main|make|migrate|mount|name|normalize|note|on|pass|print|put|raise|read|recall|record|refuse|release|remember|remove|rename|render|require|rewrite|run|send|set|show|stage|start|suppress|swap|synthesize|take|tell|tidy|try|unlock|validate|verify|visit|wait|watch|with|write)(?![a-z])/;
const QUESTION = /^(is|are|has|have|may|[a-z]+s)(?![a-z])/;
/** Conversions that every file knows: `grouped(…)`, `counted(…)`. */
const WITH_CONVERSIONS = /^lib\/(text|collections)\//;

interface Named {
  readonly name: string;
  /** `TSVoidKeyword`, `Promise<void>`. */
  readonly returns: string;
}

function functionsIn(text: string): Named[] {
  const { body } = parse(text, { sourceType: 'module', plugins: ['typescript', 'decorators'] }).program;
  return body.flatMap((statement) => {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type !== 'FunctionDeclaration' || !declared.id) return [];
    const { start = 0, end = 0 } = declared.returnType ?? {};
    return [{ name: declared.id.name, returns: text.slice((start ?? 0) + 1, end ?? 0).trim() }];
  });
}

function problemsOf(file: string, text: string): string[] {
  return functionsIn(text).flatMap(({ name, returns }) => {
    if (/^(void|never|undefined|Promise<void>|asserts )/.test(returns) && !VERBS.test(name))
      return [`${name} has an effect, and is no verb`];
    if (returns === 'boolean' && !QUESTION.test(name) && !VERBS.test(name)) return [`${name} is no question`];
    return /^[a-z]+ed$/.test(name) && !WITH_CONVERSIONS.test(file) ? [`${name} does not say of what`] : [];
  });
}

const files = ['lib', 'cli', 'tools'].flatMap((room) =>
  readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${room}/${file.replaceAll(sep, '/')}`),
);

test('a function that returns nothing is a verb, one that tells yes or no a question, none a participle alone', () => {
  const problems = files.flatMap((file) =>
    problemsOf(file, readFileSync(join(ROOT, file), 'utf8')).map((problem) => `${file}: ${problem}`),
  );
  expect(problems).toEqual([]);
});

test.each([
  ['function counts(): void {}', ['counts has an effect, and is no verb']],
  ['export async function kept(): Promise<void> {}', ['kept has an effect, and is no verb']],
  ['function fault(): boolean {}', ['fault is no question']],
  ['export function judged(): string {}', ['judged does not say of what']],
  ['export function isKept(): boolean {} function keep(): void {} function keptFiles(): string[] {}', []],
])('which notices: %s', (text, problems) => {
  expect(problemsOf('cli/file.ts', text)).toEqual(problems);
});
