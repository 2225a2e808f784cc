import { Command, InvalidArgumentError } from 'commander';
import { CREDENTIALS_HELP, withConnectionOptions } from '../infisical-api/connection-options';
import { withKubectlOptions } from '../kubectl/options';
import { type DoctorOptions, FAILING, type FailingState } from './options';

export function doctorCommand(): Command {
  const command = new Command('doctor')
    .description('look at everything between this folder and a running secret: what is wrong, and what to type next')
    .option('--json', 'print JSON')
    .option('--offline', 'ask neither Infisical nor a cluster')
    .option('--no-cluster', 'do not ask the cluster of the current context of kubectl')
    .option('--fail-on <states>', `what ends with 1, of ${FAILING.join(',')}`, parseFailing, ['wrong'] as const);
  return withConnectionOptions(withKubectlOptions(command), { timeout: 10, retries: 1, deadline: 30 })
    .addHelpText('after', `${CREDENTIALS_HELP}\n\n${EXAMPLES}`)
    .action(async (options: DoctorOptions) => (await import('./run.js')).runDoctor(options));
}

function parseFailing(text: string): FailingState[] {
  return text.split(',').map((word) => {
    const state = FAILING.find((one) => one === word.trim());
    if (state === undefined) throw new InvalidArgumentError(`Write one or both of ${FAILING.join(',')}.`);
    return state;
  });
}

const EXAMPLES = `Examples:
  $ npx cdk8s-infisical doctor
  $ npx cdk8s-infisical doctor --offline                     # this folder only
  $ npx cdk8s-infisical doctor --context staging
  $ npx cdk8s-infisical doctor --fail-on wrong,not-known     # as a gate

It reads only, and asks for no value. Exit codes: 0 nothing is wrong, 1 something is, 2 it could not look.`;
