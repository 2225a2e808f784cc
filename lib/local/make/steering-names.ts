/**
 * Names of variables that steer the programs on the way from Infisical to a container. A folder in Infisical may have a
 * key of any of these names, and its value must not decide where docker connects or what a shell runs.
 */

/** What `infisical run` takes out of the environment again. */
const DROPPED = [
  'HOME',
  'PATH',
  'PS1',
  'PS2',
  'PWD',
  'EDITOR',
  'XAUTHORITY',
  'USER',
  'TERM',
  'TERMINFO',
  'SHELL',
  'MAIL',
];
const DROPPED_PREFIX = /^(?:XDG|LC)_/;

/** What docker, its plugins and compose take for their own. */
const COMPOSE_PREFIX = /^(?:COMPOSE|DOCKER|BUILDKIT|BUILDX)_/;

/** What a shell sets, or what decides how a shell, a loader or make works. */
const SHELL = [
  '_',
  'BASHOPTS',
  'BASHPID',
  'DIRSTACK',
  'ENV',
  'EUID',
  'FUNCNAME',
  'GROUPS',
  'HISTCMD',
  'IFS',
  'LINENO',
  'MAKE',
  'MAKEFILES',
  'MAKEFLAGS',
  'MAKELEVEL',
  'MAKEOVERRIDES',
  'MFLAGS',
  'OLDPWD',
  'OPTARG',
  'OPTIND',
  'PIPESTATUS',
  'PPID',
  'PS4',
  'RANDOM',
  'SECONDS',
  'SHELLOPTS',
  'SHLVL',
  'UID',
];
const SHELL_PREFIX = /^(?:BASH_|LD_|DYLD_)|^BASH$/;

/** What the CLI reads for itself. */
const LOGIN = /^(?:TOKEN|INFISICAL_.*)$/;
const LOGGING = ['LOG_DESTINATION', 'LOG_FORMAT', 'LOG_LEVEL'];

/** What the developer's shell must not tell the CLI: another host, a token of something else, a log with values. */
export const NOT_FOR_THE_CLI: readonly string[] = ['INFISICAL_API_URL', 'INFISICAL_DOMAIN', ...LOGGING, 'TOKEN'];

/** Why a declared key cannot have the name on a laptop. */
export function laptopNamePitfall(key: string): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) return 'it is no name of a variable, which infisical run needs';
  if (DROPPED.includes(key) || DROPPED_PREFIX.test(key)) {
    return 'infisical run leaves this variable as the developer has it';
  }
  if (COMPOSE_PREFIX.test(key)) return 'docker compose would take it for its own';
  if (SHELL.includes(key) || SHELL_PREFIX.test(key)) return 'a shell would take it for its own';
  return undefined;
}

/** What the CLI takes the name for, wherever a shell has it. */
export function cliSettingOf(key: string): string | undefined {
  if (LOGGING.includes(key)) return 'log';
  return LOGIN.test(key) ? 'login' : undefined;
}
