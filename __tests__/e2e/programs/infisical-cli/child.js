// The command that "run" starts, with the secrets in its environment.
const { spawn } = require('node:child_process');
const { fstatSync } = require('node:fs');
const { endWith } = require('./endings.js');

const RESERVED = /^(HOME|PATH|PS1|PS2|PWD|EDITOR|XAUTHORITY|USER|TERM|TERMINFO|SHELL|MAIL)$/;
const PREFIXES = /^(XDG_|LC_)/;
/** All that a process of Node can hear of; the real one passes on each that there is. */
const SIGNALS = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  'SIGQUIT',
  'SIGUSR1',
  'SIGUSR2',
  'SIGWINCH',
  'SIGCONT',
  'SIGALRM',
  'SIGPIPE',
];

/** A pipe that the shell opened besides the usual three: the real one leaves it open for the command. */
const IS_THIRD_A_PIPE = fstatSync(3, { throwIfNoEntry: false })?.isFIFO() ?? false;

exports.runWith = ({ rest, flags }, log, secrets) => {
  const injected = Object.fromEntries(Object.entries(secrets).filter(([name]) => !isReserved(name)));
  const env = { ...process.env, ...injected };
  log.debug(
    `injecting the following environment variables into shell: [${Object.entries(env)
      .map((pair) => pair.join('='))
      .join(' ')}]`,
  );
  const [program, ...args] = flags.command === undefined ? rest : [process.env.SHELL || 'sh', '-c', flags.command];
  log.info(`Injecting ${Object.keys(injected).length} Infisical secrets into your application process`);
  const failed = ({ code, errno }) => {
    if (code === 'ENOENT') endWith(`exec: "${program}": executable file not found in $PATH`);
    endWith(`fork/exec ${program}: ${code === 'E2BIG' ? 'argument list too long' : `${code ?? errno}`}`);
  };
  let child;
  // Before there is a child, which can be quicker than what follows here.
  for (const signal of SIGNALS) process.on(signal, () => child?.kill(signal));
  try {
    child = spawn(program, args, {
      stdio: ['inherit', 'inherit', 'inherit', ...(IS_THIRD_A_PIPE ? [3] : [])],
      env,
    });
    child.on('error', failed);
    child.on('exit', (code, signal) => {
      if (code === 0) process.exit(0);
      endWith(
        `failed to wait for command termination: ${signal === null ? `exit status ${code}` : `signal: ${WORDS[signal] ?? signal}`}`,
      );
    });
  } catch (error) {
    failed(error);
  }
};

const WORDS = {
  SIGKILL: 'killed',
  SIGTERM: 'terminated',
  SIGINT: 'interrupt',
  SIGHUP: 'hangup',
  SIGQUIT: 'quit',
  SIGSEGV: 'segmentation fault',
};

function isReserved(name) {
  const why = RESERVED.test(name) ? 'is a reserved secret name' : 'contains a reserved prefix';
  if (!RESERVED.test(name) && !PREFIXES.test(name)) return false;
  process.stderr.write(`Warning: Infisical secret named [${name}] has been removed because it ${why} \n`);
  return true;
}
