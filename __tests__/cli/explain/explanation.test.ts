import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Explanation, explanations } from '../../../cli/explain/explanation';
import { FAMILIES } from '../../../cli/explain/families';
import { explanationText, familiesText, listText } from '../../../cli/explain/text';
import { noColours } from '../../../cli/terminal/colours';

const PAGE = readFileSync(join(__dirname, '../../../docs/rules.md'), 'utf8');
const STYLE = { colours: noColours, width: 80 };
const ALL = explanations();

/** Without what only puts words into a form: that of Markdown, of the terminal, and the two of YAML. */
function wordsOf(text: string): string {
  return (
    text
      .replaceAll('\\n', ' ')
      .match(/[A-Za-z0-9]+/g)
      ?.join(' ') ?? ''
  );
}

function sectionOf({ id, isRule, foundBy }: Explanation): string {
  const heading = `### ${isRule ? id : `${id} (${foundBy.join(', ')})`}\n`;
  const [, section = ''] = PAGE.split(heading);
  return section.split(/^#{2,3} [A-Z\w]/m)[0];
}

const PARTS = ['title', 'why', 'source', 'operators', 'remedy'] as const;

describe.each(ALL.map((one) => [`${one.id} of ${one.foundBy.join(', ')}`, one] as const))('%s', (_, explanation) => {
  const [page, terminal] = [sectionOf(explanation), explanationText(explanation, STYLE)].map(wordsOf);
  const { example, settings } = explanation;
  const said = [...PARTS.flatMap((part) => explanation[part] ?? []), ...settings];
  const shown = example === undefined ? [] : [example.bad(), example.good()];

  test('docs/rules.md and the terminal say the same of it', () => {
    for (const text of [...said, ...shown].map(wordsOf)) {
      expect(page).toContain(text);
      expect(terminal).toContain(text);
    }
  });

  test('the page says nothing that the terminal does not', () => {
    const left = [...said, ...shown].map(wordsOf).reduce((text, part) => text.replace(part, ' '), page);
    expect(left.match(/\w+/g)?.filter((word) => !FRAME.includes(word)) ?? []).toEqual([]);
  });

  test('a line is wider than the terminal only by a word that is', () => {
    const wide = explanationText(explanation, STYLE)
      .split('\n')
      .filter((line) => line.length > 80 && line.replace(/^\W*(Source)?\W*/, '').includes(' '));
    expect(wide).toEqual([]);
  });
});

/** What stands around it on the page. */
const FRAME = ['Source', 'Operators', 'yaml', 'typescript', 'breaks', 'it', 'does', 'not'];

test('where a program of the same id is found by two commands, both are told', () => {
  expect(ALL.filter(({ id }) => id === 'failed').map(({ foundBy }) => foundBy)).toEqual([['check'], ['synth']]);
});

test('every family has a name', () => {
  const letters = new Set(ALL.filter(({ isRule }) => isRule).map(({ id }) => id[0]));
  expect([...letters]).toEqual(Object.keys(FAMILIES));
});

test('lists fit into the terminal', () => {
  const lines = [familiesText(ALL, STYLE), listText(ALL, STYLE)].flatMap((text) => text.split('\n'));
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});
