import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Template, templateOf } from '../../cli/migrate-compose/interpolation';
import { shellWords } from '../../cli/migrate-compose/shell-words';
import { inProject, type ProjectTexts, projectIn, valuesOf } from '../cli/migrate-compose/compose-projects';
import { anyOverrides, PROJECTS } from '../cli/migrate-compose/some-projects';
import { goAnswer } from './go-answer';

interface Question {
  readonly words?: readonly string[];
  readonly templates?: readonly string[];
  readonly projects?: readonly (readonly string[])[];
}

interface Answer {
  readonly words: readonly (readonly string[] | null)[];
  readonly templates: readonly (string | null)[];
  readonly projects: readonly Json[];
}

type Json = { readonly [name: string]: unknown };

/** What the code of docker compose reads. */
function readByCompose(question: Question): Answer {
  return goAnswer('compose-reads', question) as Answer;
}

test('20,000 commands have the words that compose gives them', () => {
  const part = fc.constantFrom(...'ab \t\n"\'\\`$(){};&|<>12=é', '$(', 'x y');
  const commands = fc.sample(
    fc.array(part, { maxLength: 14 }).map((parts) => parts.join('')),
    { numRuns: 20_000, seed: 1 },
  );
  const { words } = readByCompose({ words: commands });
  const own = (command: string) => shellWords([command])?.words.map((word) => word.join('')) ?? null;
  expect(commands.filter((command, i) => JSON.stringify(own(command)) !== JSON.stringify(words[i]))).toEqual([]);
  expect(words.filter((one) => one !== null).length).toBeGreaterThan(5000);
});

test('20,000 texts with variables are what compose makes of them where none has a value', () => {
  const part = fc.constantFrom(
    ...['$', '{', '}', ':', '-', '?', '+', 'A', 'b_', '1', ' ', '\n', '${', '${A', ':-', '${B:-', '$$', '${C}'],
    ...['${D:-x}', '${E:-${F:-y}}', '${G?e}', '${H:+z}'],
  );
  const texts = fc.sample(
    fc.array(part, { maxLength: 9 }).map((parts) => parts.join('')),
    { numRuns: 20_000, seed: 1 },
  );
  const { templates } = readByCompose({ templates: texts });
  const own = (text: string) => withoutValues(templateOf(text));
  expect(texts.filter((text, i) => own(text) !== templates[i])).toEqual([]);
  expect(templates.filter((one) => one !== null).length).toBeGreaterThan(2000);
});

/** Null where compose refuses it. */
function withoutValues(template: Template | undefined): string | null {
  let text = '';
  for (const part of template ?? [null]) {
    if (typeof part === 'string') text += part;
    else {
      const operand = part && withoutValues(part.operand);
      if (part === null || operand === null || part.operator.endsWith('?')) return null;
      if (part.operator.endsWith('-')) text += operand;
    }
  }
  return text;
}

describe('a project that was read, and is read again by compose as one file, is the same for compose', () => {
  test.each(Object.entries(PROJECTS))('%s', (_, texts) => {
    const [{ read, again }] = readTwice([texts]);
    expect(read.refused).toBeUndefined();
    expect(again).toEqual(read);
  });

  test('500 files over one another', () => {
    const all = readTwice(fc.sample(anyOverrides, { numRuns: 500, seed: 1 }));
    expect(all.filter(({ read, again }) => JSON.stringify(read) !== JSON.stringify(again))).toEqual([]);
    expect(all.filter(({ read }) => read.refused === undefined).length).toBeGreaterThan(400);
  });
});

/** By compose from its files, and from what became of them here; or that both refuse it. */
function readTwice(projects: readonly ProjectTexts[]): { texts: ProjectTexts; read: Json; again: Json }[] {
  const all = projects.map((texts, i) => Object.entries(texts).map(([path, text]) => [`${i}/${path}`, text] as const));
  return inProject(Object.fromEntries(all.flat()), (folder) => {
    const asked = projects.map((texts, i) => {
      const main = Object.keys(texts).filter((path) => /^compose[\w.-]*\.yaml$/.test(path));
      return {
        files: main.map((path) => join(folder, `${i}`, path)),
        merged: merged(join(folder, `${i}`), texts, main),
      };
    });
    const { projects: models } = readByCompose({ projects: asked.flatMap(({ files, merged: one }) => [files, [one]]) });
    return projects.map((texts, i) => ({ texts, read: inOrder(models[2 * i]), again: inOrder(models[2 * i + 1]) }));
  });
}

function merged(folder: string, texts: ProjectTexts, main: readonly string[]): string {
  const file = join(folder, 'merged.json');
  try {
    writeFileSync(file, JSON.stringify(valuesOf(projectIn(folder, texts, main).root)));
  } catch (error) {
    writeFileSync(file, JSON.stringify({ services: `refused: ${(error as Error).message}` }));
  }
  return file;
}

/** Variables and labels in the order of their names, as a list or as a map: compose gives them none. */
function inOrder(model: Json): Json {
  return model.refused === undefined ? (ordered(model, '') as Json) : { refused: true };
}

function assigned([name, value]: [string, unknown]): string {
  return value === null ? name : `${name}=${value}`;
}

const WITHOUT_ORDER = ['environment', 'labels', 'args', 'annotations', 'sysctls'];

function ordered(value: unknown, name: string): unknown {
  if (Array.isArray(value)) {
    return WITHOUT_ORDER.includes(name) ? [...value].sort() : value.map((item) => ordered(item, ''));
  }
  if (typeof value !== 'object' || value === null) return value;
  if (WITHOUT_ORDER.includes(name)) return Object.entries(value).map(assigned).sort();
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, ordered(item, key)]));
}
