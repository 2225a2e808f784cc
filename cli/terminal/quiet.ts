import type { Command } from 'commander';

let quiet = false;

/** Whether only findings, errors and documents are told: no progress, no notes, no summary of what is fine. */
export function isQuiet(): boolean {
  return quiet;
}

/** Gives `--quiet` to every command of a program. */
export function withQuietOption(program: Command): Command {
  for (const command of program.commands) command.option('-q, --quiet', 'only findings, errors and what was asked for');
  return program.hook('preAction', (_, command) => {
    quiet = command.opts<{ quiet?: boolean }>().quiet === true;
  });
}
