import { Argument, Command } from 'commander';

export function completionCommand(): Command {
  return new Command('completion')
    .description('print the script with which a shell completes commands, options, files and rules')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', `\n${INSTALLATION}`)
    .action(async (shell: string, _options: object, command: Command) => {
      const { printCompletion } = await import('./run.js');
      printCompletion(shell, command.parent ?? command);
    });
}

const INSTALLATION = `To have it in every session, once:
  bash  $ npx cdk8s-infisical completion bash >> ~/.bashrc
  zsh   $ npx cdk8s-infisical completion zsh >> ~/.zshrc
  fish  $ npx cdk8s-infisical completion fish >> ~/.config/fish/config.fish

Examples:
  $ eval "$(npx cdk8s-infisical completion bash)"     # for this session only
  $ npx cdk8s-infisical completion fish | source`;
