import type { Command } from 'commander';
import { ruleList } from '../../lib/validation/rule-list';
import { printDocument } from '../terminal/writer';
import { bashScript } from './bash';
import { completedProgram } from './completed';
import { fishScript } from './fish';
import { zshScript } from './zsh';

const SCRIPTS = new Map([
  ['bash', bashScript],
  ['zsh', zshScript],
  ['fish', fishScript],
]);

export function printCompletion(shell: string, program: Command): void {
  const rules = ruleList().map(({ id, title }) => ({ word: id, description: title }));
  const script = SCRIPTS.get(shell);
  if (script !== undefined) printDocument(script(completedProgram(program, rules)));
}
