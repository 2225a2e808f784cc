// What the CLI takes from the flags, else from the variables around it: host, token, log.
const { isAtLeast } = require('./versions.js');
const { VERSION } = require('./secrets.js');

const CLOUD = 'https://app.infisical.com';
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const COLORS = { debug: 33, info: 32, error: 31 };
const { env } = process;

/** The host that is asked; the address of its API ends with "/api", which may be given or not. */
exports.hostOf = ({ flags }) => {
  const names = isAtLeast(VERSION, '0.43.82') ? ['INFISICAL_DOMAIN', 'INFISICAL_API_URL'] : ['INFISICAL_API_URL'];
  return flags.domain ?? names.map((name) => env[name]?.trim()).find((text) => text) ?? CLOUD;
};

exports.apiOf = (call) => {
  const host = exports.hostOf(call);
  if (host.endsWith('/api')) return host;
  return host.endsWith('/') ? `${host}api` : `${host}/api`;
};

/** The token and where it is from, if there is one. */
exports.tokenOf = ({ flags }) => {
  if (flags.token) return { token: flags.token, source: '--token flag' };
  const name = ['INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN', 'INFISICAL_TOKEN', 'TOKEN'].find((one) => env[one]);
  return name && { token: env[name], source: `${name} environment variable` };
};

/** Writes lines of a level, as far as they are asked for, in color also where there is no terminal; "--silent" changes nothing. */
exports.logger = ({ flags }) => {
  const asked = (flags['log-level'] || env.LOG_LEVEL || 'info').toLowerCase();
  const least = Math.max(0, LEVELS.indexOf(asked === 'err' ? 'error' : asked));
  const level = LEVELS.includes(asked) || asked === 'err' ? least : LEVELS.indexOf('info');
  const stream = (flags['log-destination'] || env.LOG_DESTINATION) === 'stdout' ? process.stdout : process.stderr;
  const format = flags['log-format'] || env.LOG_FORMAT || 'console';
  return Object.fromEntries(
    Object.entries({ debug: 'DBG', info: 'INF', error: 'ERR' }).map(([name, short]) => [
      name,
      (message) => {
        if (LEVELS.indexOf(name) < level) return;
        const time = new Date().toISOString().replace(/\.\d+/, '');
        const plain = format === 'plain' || (format !== 'json' && env.NO_COLOR);
        const [grey, color] = plain ? ['', ''] : ['\u001b[90m', `\u001b[${COLORS[name]}m`];
        const end = plain ? '' : '\u001b[0m';
        const line = `${grey}${time}${end} ${color}${short}${end} ${message}`;
        stream.write(`${format === 'json' ? JSON.stringify({ level: name, time, message }) : line}\n`);
      },
    ]),
  );
};

exports.isOn = (flag) => flag !== undefined && flag !== 'false';
