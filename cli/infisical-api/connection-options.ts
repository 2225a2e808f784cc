import { type Command, InvalidArgumentError } from 'commander';

/** What every command that talks to Infisical can be told. Credentials come from the environment only. */
export interface ConnectionOptions {
  readonly host: readonly string[];
  readonly hostMap: readonly string[];
  readonly caFile?: string;
  /** A git ref. */
  readonly hostsFrom?: string;
  /** Seconds. */
  readonly timeout: number;
  readonly retries: number;
  /** Seconds. */
  readonly deadline: number;
  readonly concurrency: number;
}

/** How patient a command is that has not been told. */
const USUAL = { timeout: 20, retries: 4, deadline: 300 };

export function withConnectionOptions(command: Command, patience: typeof USUAL = USUAL): Command {
  return command
    .option(
      '--host <url>',
      'Infisical that may get the credentials (repeatable; default: INFISICAL_DOMAIN, the hosts of cdk8s-infisical.yaml, or Infisical Cloud)',
      append,
      [],
    )
    .option('--host-map <from=to>', 'address in the manifests, and the one to use from here (repeatable)', append, [])
    .option('--ca-file <file>', 'PEM certificate of a private certificate authority')
    .option('--hosts-from <ref>', 'the git ref whose cdk8s-infisical.yaml says which hosts may get the credentials')
    .option('--timeout <seconds>', 'how long one answer may take', parseNumberWithin(0.05, 600), patience.timeout)
    .option(
      '--retries <number>',
      'tries after a broken connection, a 5xx or a 429',
      parseIntegerWithin(0, 20),
      patience.retries,
    )
    .option(
      '--deadline <seconds>',
      'how long all of it may take, tries and waits included',
      parseNumberWithin(0.05, 86_400),
      patience.deadline,
    )
    .option('--concurrency <number>', 'requests at a time', parseIntegerWithin(1, 64), 6);
}

export const CREDENTIALS_HELP = `
Credentials, by the names of the Infisical CLI:
  INFISICAL_UNIVERSAL_AUTH_CLIENT_ID, INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET
  INFISICAL_MACHINE_IDENTITY_ID   OIDC: GitHub gives the token, elsewhere it is in
                                  INFISICAL_JWT
  INFISICAL_TOKEN                 an access token
HTTPS_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS are heeded.`;

function append(value: string, before: string[]): string[] {
  return [...before, value];
}

function parseNumberWithin(from: number, to: number) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= from && value <= to)) {
      throw new InvalidArgumentError(`Write a number from ${from} to ${to}.`);
    }
    return value;
  };
}

function parseIntegerWithin(from: number, to: number) {
  const within = parseNumberWithin(from, to);
  return (text: string): number => {
    const value = within(text);
    if (!Number.isInteger(value)) throw new InvalidArgumentError(`Write a whole number from ${from} to ${to}.`);
    return value;
  };
}
