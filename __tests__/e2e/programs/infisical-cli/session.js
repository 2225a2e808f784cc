// Who is logged in: the login itself, its status, and what happens where there is none.
const { endWith, say } = require('./endings.js');
const { SESSION, stateOfToken, TOKEN } = require('./secrets.js');
const { hostOf, isOn, tokenOf } = require('./surroundings.js');

const { env } = process;

/** Without a session the real one starts its login, which draws a menu on stdout and fails where there is no terminal. */
exports.requireLogin = (call, log) => {
  if (tokenOf(call) !== undefined || SESSION === 'user') return;
  log.info('No valid login session found, triggering login flow');
  drawMenu();
  endWith(
    'error: ^D',
    'Unable to parse domain url',
    'Failed to automatically trigger login flow. Please run [infisical login] manually to login.',
  );
};

function drawMenu() {
  const lines = ['Infisical Cloud (US Region)', 'Infisical Cloud (EU Region)', 'Self-Hosting or Dedicated Instance'];
  process.stdout.write('\u001b[?25l\u001b[2K\rUse the arrow keys to navigate: ↓ ↑ → ← \n');
  process.stdout.write('\u001b[2K\r? Select your hosting option: \n');
  for (const [i, line] of lines.entries()) process.stdout.write(`\u001b[2K\r  ${i === 0 ? '▸ ' : '  '}${line}\n`);
  process.stdout.write('\u001b[?25h');
}

exports.login = (call) => {
  const { flags } = call;
  if ((flags.method ?? 'user') === 'user') {
    drawMenu();
    endWith('error: ^D', 'Unable to parse domain url');
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
      domain: hostOf(call),
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
  return {
    principalType: token.startsWith('st.') ? 'service-token' : 'machine-identity',
    status: isGood ? 'authenticated' : 'rejected',
    domain: hostOf(call),
    tokenSource: call.flags.token ? '--token flag' : 'INFISICAL_TOKEN environment variable',
    verification: isGood ? { state: 'verified' } : { state: 'rejected', reason: 'HTTP 403' },
  };
}
