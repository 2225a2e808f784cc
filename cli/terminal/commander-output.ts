import type { OutputConfiguration } from 'commander';
import { asTerminalText, say } from './terminal-text';
import { print, tell } from './writer';

/** How commander writes. Its messages quote what was typed; its help is our own text. */
export const COMMANDER_OUTPUT: OutputConfiguration = {
  writeOut: (help) => print(asTerminalText(help)),
  writeErr: (message) => tell(asTerminalText(message)),
  outputError: (message) => {
    const [, first, suggestion = ''] = /^(.*?)(\n\(Did you mean [\w, -]+\?\))?\n*$/s.exec(message) ?? [];
    tell(say`${first ?? message}${asTerminalText(suggestion)}\n`);
  },
};
