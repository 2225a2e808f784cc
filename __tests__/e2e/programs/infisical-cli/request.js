// One request for the secrets of a place: its rows as the CLI has them, or the error as the CLI words it.
const { failureAt, foldersOf, hasTag, SESSION, stateOfToken } = require('./secrets.js');
const { apiOf, tokenOf } = require('./surroundings.js');

const OPERATION = 'CallGetRawSecretsV3';
const WAY = { unreachable: 'dial tcp 127.0.0.1:1: connect: connection refused', slow: undefined };
const CA = 'tls: failed to verify certificate: x509: certificate signed by unknown authority';

/** The rows { key, value, path } of a place; throws what the CLI says otherwise. */
exports.rowsOf = (call, place) => {
  const failure = failureAt(place) ?? {};
  if (failure.kind === 'slow')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, (failure.seconds ?? 1) * 1000);
  const address = addressOf(call, place);
  if (failure.kind === 'unreachable') throw unfinished(address, WAY.unreachable);
  if (failure.kind === 'unknown-ca') throw unfinished(address, CA);
  const answer = refusalOf(call, place, failure.kind);
  if (answer !== undefined) throw refused(address, answer);
  const { folders } = foldersOf(place);
  const inside = (path) => path.startsWith(place.path === '/' ? '/' : `${place.path}/`);
  const paths = [place.path, ...(place.recursive ? Object.keys(folders).filter((path) => inside(path)) : [])];
  return [...new Set(paths)].flatMap((path) =>
    Object.entries(folders[path])
      .filter(([key]) => hasTag(place, path, key))
      .map(([key, value]) => ({ key, value, path, project: place.project })),
  );
};

function refusalOf(call, place, kind) {
  const { token } = tokenOf(call) ?? {};
  const state = token === undefined ? SESSION : stateOfToken(token);
  if (state === 'unknown')
    return [
      403,
      'The provided access token is malformed. Please use a valid token or generate a new one and try again.',
    ];
  if (state === 'expired' || kind === 'expired') return [403, 'Your token has expired. Please re-authenticate.'];
  if (kind === 'rate-limited') return [429, 'Rate limit exceeded. Please try again in 42 seconds'];
  const { missing, folders } = foldersOf(place);
  if (missing === 'project' || kind === 'no-project') return [404, `Project with ID '${place.project}' not found`];
  if (missing === 'environment' || kind === 'no-environment' || kind === 'no-folder' || !(place.path in folders)) {
    const where = `Folder with path '${place.path}' in environment '${place.environment}' was not found.`;
    return [404, `${where} Please ensure the environment slug and secret path is correct.`];
  }
  if (state === 'no-read-value' || kind === 'no-read-value') {
    return [403, 'You are not allowed to readValue on secrets', [{ action: 'readValue', subject: 'secrets' }]];
  }
}

function addressOf(call, { project, environment, path, recursive, tags }) {
  const query = new URLSearchParams({
    environment,
    expandSecretReferences: 'true',
    includeImports: 'true',
    includePersonalOverrides: 'true',
    projectId: project,
    recursive: `${recursive}`,
    secretPath: path,
    ...(tags && { tagSlugs: tags.join(',') }),
  });
  return `${apiOf(call)}/v4/secrets?${query}`;
}

function unfinished(address, reason) {
  return { text: `${OPERATION}: Unable to complete api request [err=Get "${address}": ${reason}]` };
}

function refused(address, [status, message, details]) {
  const { origin } = new URL(address);
  const context =
    status === 403 || status === 401
      ? `Check your credentials or verify you're using the correct domain. Current domain: ${origin}`
      : undefined;
  const id = 'req-0000000000';
  const parts = [
    `${OPERATION} Unsuccessful response [GET ${address}] [status-code=${status}] [request-id=${id}]`,
    `[message="${message}"]`,
    ...(context === undefined ? [] : [`[additional-context="${context}"]`]),
    ...(details === undefined ? [] : [`[details=${JSON.stringify(details)}]`]),
  ];
  return { text: parts.join(' '), answer: { address, origin, id, status, message, context, details } };
}
