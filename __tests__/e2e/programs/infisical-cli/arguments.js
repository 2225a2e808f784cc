// Arguments as the real CLI reads them: "--flag value" and "--flag=value", also between the other words, up to "--".
const { isAtLeast } = require('./versions.js');

const GLOBAL = {
  texts: ['log-level', 'log-format', 'log-destination', 'domain'],
  switches: ['silent', 'telemetry', 'help', 'version'],
};
const PLACE = ['token', 'projectId', 'env', 'tags'];
const SHORT = { e: 'env', t: 'tags', f: 'format', o: 'output', c: 'command', l: 'log-level', h: 'help', v: 'version' };
const COMMANDS = {
  run: {
    texts: [...PLACE, 'path', 'command', 'project-config-dir', 'watch-interval'],
    switches: ['expand', 'include-imports', 'recursive', 'secret-overriding', 'watch'],
    ends: true,
  },
  export: {
    texts: [...PLACE, 'path', 'format', 'template', 'output-file'],
    switches: ['expand', 'include-imports', 'secret-overriding'],
  },
  login: {
    texts: ['method', 'client-id', 'client-secret', 'organization-slug'],
    switches: ['plain', 'interactive', 'clear-domains'],
  },
  'login status': { texts: ['token'], switches: ['json'] },
  'secrets folders get': { texts: [...PLACE, 'path', 'output'], switches: [] },
};
const STATUS_SINCE = '0.43.86';

/** The command, its flags (the last of each counts; all paths are kept), and the words behind "--". */
exports.parseArguments = (args, version) => {
  const names = Object.keys(COMMANDS).filter((name) => name !== 'login status' || isAtLeast(version, STATUS_SINCE));
  const command = names
    .filter((name) => name.split(' ').every((word, i) => args[i] === word))
    .sort((a, b) => b.length - a.length)[0];
  if (command === undefined) return { command: topCommand(args), flags: {}, paths: [], rest: [] };
  const { texts, switches, ends } = COMMANDS[command];
  const known = { texts: [...GLOBAL.texts, ...texts], switches: [...GLOBAL.switches, ...switches] };
  const call = { command, flags: {}, paths: [], rest: [] };
  const words = args.slice(command.split(' ').length);
  while (words.length > 0) readWord(words, call, known, ends);
  return call;
};

function readWord(words, call, known, ends) {
  const word = words.shift();
  if (word === '--') call.rest.push(...words.splice(0));
  else if (!word.startsWith('-')) call.rest.push(word);
  else {
    const [, dashes, name, , given] = /^(--?)([^=]*)(=([\s\S]*))?$/.exec(word);
    const flag = dashes === '-' ? (SHORT[name] ?? name) : name;
    if (!known.texts.includes(flag) && !known.switches.includes(flag)) unknownFlag(word, call.command);
    const value = known.switches.includes(flag) ? (given ?? 'true') : (given ?? words.shift());
    if (value === undefined) usage(`flag needs an argument: ${word}`, call.command);
    if (flag === 'path') call.paths.push(value);
    call.flags[flag] = value;
  }
  // "infisical run sh -c x" without "--" would read "-c" as a flag of its own, as the real one does.
  if (!ends && call.rest.length > 0 && call.command !== 'login') {
    usage(`unknown command "${call.rest[0]}" for "infisical ${call.command}"`, call.command);
  }
}

function topCommand([first]) {
  if (first === '--version' || first === '-v') return 'version';
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') return 'help';
  return usage(first.startsWith('-') ? `unknown flag: ${first}` : `unknown command "${first}" for "infisical"`, '');
}

function unknownFlag(word, command) {
  const name = word.split('=')[0];
  usage(word.startsWith('--') ? `unknown flag: ${name}` : `unknown shorthand flag: '${name[1]}' in ${name}`, command);
}

function usage(problem, command) {
  const called = ['infisical', command].filter((part) => part !== '').join(' ');
  const lines =
    command === '' && problem.startsWith('unknown command')
      ? ["Run 'infisical --help' for usage."]
      : ['Usage:', `  ${called} [flags]`, ''];
  process.stderr.write([`Error: ${problem}`, ...lines, ''].join('\n'));
  process.exit(1);
}
