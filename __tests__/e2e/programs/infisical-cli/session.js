// Who is logged in: the login itself, its status, and what happens where there is none.
const { endWith, say } = require('./endings.js');
const { failureAt, SESSION, SESSION_HOST, stateOfToken, TOKEN } = require('./secrets.js');
const { hostOf, isOn, tokenOf } = require('./surroundings.js');

const { env } = process;

/** Without a session the real one starts its login, which draws on stdout and fails where there is no terminal. */
exports.requireLogin = (call, log) => {
  if (tokenOf(call) !== undefined || SESSION === 'user') return;
  log.info('No valid login session found, triggering login flow');
  // What it starts is "infisical login --silent", which hears of no flag of this call.
  askPerson();
  endWith('Failed to automatically trigger login flow. Please run [infisical login] manually to login.');
};

function askPerson() {
  const host = process.env.INFISICAL_DOMAIN ?? process.env.INFISICAL_API_URL;
  const bold = (text) => `\u001b[1m${text}\u001b[0m`;
  process.stdout.write('\u001b[?25l\u001b[2K\r');
  if (host !== undefined) {
    process.stdout.write(
      `\u001b[1m\u001b[31m✗\u001b[0m ${bold('Email')}${bold(':')} █\n\u001b[1A\u001b[2K\r\u001b[2K\r\n\u001b[?25h`,
    );
    const address = `${host.replace(/\/api$/, '')}/login?callback_port=40000`;
    process.stderr.write(`\n\nTo complete your login, open this address in your browser: ${address} \n`);
    process.stderr.write('Login via browser failed. inappropriate ioctl for device\nEnter Credentials...\n');
    process.stderr.write('error: unable to parse email and password for authentication: ^D\n');
    return;
  }
  const dim = (text) => `\u001b[2m${text}\u001b[0m`;
  process.stdout.write(`${dim('Use the arrow keys to navigate:')} ${['↓', '↑', '→', '←'].map(dim).join(' ')} \n`);
  const [first, ...others] = [
    'Infisical Cloud (US Region)',
    'Infisical Cloud (EU Region)',
    'Self-Hosting or Dedicated Instance',
  ];
  process.stdout.write('\u001b[2K\r\u001b[34m?\u001b[0m Select your hosting option: \n');
  process.stdout.write(`\u001b[2K\r  ${bold('▸')} \u001b[4m${first}\u001b[0m\n`);
  process.stdout.write(others.map((line) => `\u001b[2K\r    ${line}\n`).join(''));
  process.stdout.write(`${'\u001b[1A\u001b[2K\r'.repeat(5)}\u001b[2K\r\n\u001b[?25h`);
  process.stderr.write('error: ^D\nUnable to parse domain url\n');
}

exports.login = (call) => {
  const { flags } = call;
  if ((flags.method ?? 'user') === 'user') {
    askPerson();
    process.exit(1);
  }
  const id = flags['client-id'] || env.INFISICAL_UNIVERSAL_AUTH_CLIENT_ID;
  const secret = flags['client-secret'] || env.INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET;
  if (!id || !secret) {
    const name = id ? 'client-secret' : 'client-id';
    endWith(`error: unable to authenticate with universal auth [err=please provide ${name} flag].`);
  }
  if (isOn(flags.plain)) say(TOKEN);
  else
    say(
      `>>>> Successfully authenticated with universal auth!\n\nAccess Token:\n${TOKEN}\n\nYou can use this access token to authenticate through other commands in the CLI.`,
    );
};

exports.loginStatus = (call) => {
  const { flags } = call;
  const sessions = [];
  const token = flags.token || env.INFISICAL_TOKEN?.trim();
  if (token) sessions.push(sessionOfToken(call, token));
  if (SESSION !== 'none') {
    const status = SESSION === 'expired' ? 'expired' : 'authenticated';
    const state = SESSION === 'expired' ? { state: 'skipped', reason: 'locally expired' } : { state: 'verified' };
    sessions.push({
      principalType: 'user',
      status,
      domain: SESSION_HOST ?? hostOf(call),
      email: 'dev@example.com',
      tokenSource: 'infisical login (keyring)',
      verification: state,
    });
  }
  if (isOn(flags.json)) say(JSON.stringify({ sessions }, undefined, 2));
  else if (sessions.length === 0) say('x You are not authenticated.\nRun `infisical login` to log in.');
  else say(sessions.map(({ status, domain }) => `${status} at ${domain}`).join('\n'));
  process.exit(sessions.length === 0 || sessions.some(({ status }) => status !== 'authenticated') ? 1 : 0);
};

function sessionOfToken(call, token) {
  if (!token.startsWith('st.') && token.split('.').length !== 3) {
    endWith('token is malformed: token contains an invalid number of segments');
  }
  const isGood = !['unknown', 'expired'].includes(stateOfToken(token));
  const isReached = failureAt({})?.kind !== 'unreachable';
  return {
    principalType: token.startsWith('st.') ? 'service-token' : 'machine-identity',
    status: isGood || !isReached ? 'authenticated' : 'rejected',
    domain: hostOf(call),
    tokenSource: call.flags.token ? '--token flag' : 'INFISICAL_TOKEN environment variable',
    ...(token.startsWith('st.') ? {} : claimsOf(token)),
    verification: verificationOf(isGood, isReached),
  };
}

function claimsOf(token) {
  const { identityId: id, identityName: name, exp, orgId } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
  return { identity: { id, name }, ...(exp === undefined ? {} : { token: { exp } }), organization: orgId };
}

function verificationOf(isGood, isReached) {
  if (!isReached) return { state: 'unknown', reason: 'network error' };
  return isGood ? { state: 'verified' } : { state: 'rejected', reason: 'HTTP 403' };
}
