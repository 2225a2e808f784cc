// What Infisical has, and what fails, from a file:
//   version   of the CLI, 0.43.121 if not given: before 0.43.82 of several --path only the last is read, before 0.43.86 there is
//             no "login status"
//   session   of the person: "user" if not given, "none", "expired"
//   sessionHost  where the person has logged in, if it is not where the call goes: the real one then asks there
//   tokens    that Infisical knows, by text: "good", "expired", "no-read-value"; if not given, exports.TOKEN alone is good
//   failures  each { kind, project?, environment?, path?, seconds? }: the first that fits a request counts
//   tags      of secrets, by path and key: { "/orders": { "PORT": ["web"] } }
//   projects  secrets by project id, environment, path and key
// or, in place of "projects", the secrets of any project and environment: by path and key, or by key alone for any path.
const { readFileSync } = require('node:fs');

const CLAIMS = { authTokenType: 'identityAccessToken', identityId: 'i-1', identityName: 'stand-in', orgId: 'o-1' };
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** What "login" prints for a machine identity; in the form of a real one, as "login status" reads it. */
exports.TOKEN = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(CLAIMS)}.stand-in-token`;

const { STAND_IN_SECRETS, STAND_IN_LOGGED_OUT } = process.env;
const data = STAND_IN_SECRETS === undefined ? {} : JSON.parse(readFileSync(STAND_IN_SECRETS, 'utf8'));
const isWhole = typeof data.projects === 'object';

exports.VERSION = (isWhole && data.version) || '0.43.121';
exports.SESSION_HOST = isWhole ? data.sessionHost : undefined;
exports.SESSION = STAND_IN_LOGGED_OUT ? 'none' : (isWhole && data.session) || 'user';

/** What Infisical says of a token: "good", or what is wrong with it. */
exports.stateOfToken = (token) => {
  const tokens = (isWhole && data.tokens) || { [exports.TOKEN]: 'good' };
  return tokens[token] ?? 'unknown';
};

/** What is to fail for this place, if anything. */
exports.failureAt = (place) => {
  const fits = ({ project = place.project, environment = place.environment, path = place.path }) =>
    project === place.project && environment === place.environment && path === place.path;
  return isWhole ? (data.failures ?? []).find(fits) : undefined;
};

/** Whether a secret has one of the tags that are asked for, if any are. */
exports.hasTag = ({ tags }, path, key) =>
  tags === undefined || tags.some((tag) => isWhole && data.tags?.[path]?.[key]?.includes(tag));

/** The folders of an environment by path, or which part of the place there is none of. */
exports.foldersOf = ({ project, environment }) => {
  if (!isWhole) return { folders: foldersOfAny() };
  if (data.projects[project] === undefined) return { missing: 'project' };
  const folders = data.projects[project][environment];
  return folders === undefined ? { missing: 'environment' } : { folders };
};

function foldersOfAny() {
  const byPath = Object.keys(data).some((key) => key.startsWith('/'));
  return byPath ? data : new Proxy({}, { get: () => data, has: () => true, ownKeys: () => [] });
}
