import { colours } from '../terminal/colours';
import { printDocument } from '../terminal/writer';
import { type Explanation, explanations } from './explanation';
import { type Meant, meantBy } from './meant';
import type { ExplainOptions } from './options';
import { explanationText, familiesText, listText } from './text';

/** Lines that are longer are hard to read. */
const WIDEST = 80;
const NARROWEST = 40;

export function runExplain(words: readonly string[], { list, json }: ExplainOptions): void {
  const all = explanations();
  const isOverview = words.length === 0 && !list;
  const meant = words.length === 0 ? { listed: all } : meantBy(words, all);
  // All of it is our own words, in which the anchor of an address looks like a credential.
  if (json) printDocument(`${JSON.stringify({ rules: jsonOf(meant) }, null, 2)}\n`);
  else printDocument(isOverview ? familiesText(all, style()) : meantText(meant, list === true));
}

function meantText(meant: Meant, isList: boolean): string {
  if ('listed' in meant) return listText(meant.listed, style());
  if (isList) return listText(meant.explained, style());
  const { dim } = style().colours;
  return meant.explained.map((one) => explanationText(one, style())).join(`\n${dim('─'.repeat(style().width))}\n\n`);
}

function style() {
  const columns = process.stdout.columns || WIDEST;
  return { colours, width: Math.min(WIDEST, Math.max(NARROWEST, columns)) };
}

/** In a list without examples. */
function jsonOf(meant: Meant): object[] {
  return 'listed' in meant ? meant.listed.map(({ example: _, ...one }) => one) : meant.explained.map(asJson);
}

function asJson({ example, ...explanation }: Explanation): object {
  if (example === undefined) return explanation;
  return { ...explanation, example: { language: example.language, bad: example.bad(), good: example.good() } };
}
