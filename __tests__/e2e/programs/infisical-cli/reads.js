// The commands that read secrets and folders.
const { readFileSync } = require('node:fs');
const { runWith } = require('./child.js');
const { endWith, endWithError } = require('./endings.js');
const { rowsOf } = require('./request.js');
const { foldersOf, VERSION } = require('./secrets.js');
const { requireLogin } = require('./session.js');
const { isOn, tokenOf } = require('./surroundings.js');
const { isAtLeast } = require('./versions.js');

const MANY_PATHS_SINCE = '0.43.82';
const { env } = process;

exports.run = (call, log) => {
  if (call.rest.length === 0 && call.flags.command === undefined) {
    endWith(
      'Error: at least one argument is required after the run command, received 0',
      'Usage:',
      '  infisical run [any infisical run command flags] -- [your application start command]',
    );
  }
  const paths = call.paths.length > 0 ? call.paths : ['/'];
  const asked = isAtLeast(VERSION, MANY_PATHS_SINCE) ? paths : paths.slice(-1);
  const places = asked.map((path) => placeOf(call, path));
  requireLogin(call, log);
  const rows = places.flatMap((place) => {
    const { path } = place;
    try {
      return rowsOf(call, place);
    } catch (error) {
      const where =
        asked.length > 1 || isAtLeast(VERSION, MANY_PATHS_SINCE) ? `failed to fetch secrets for path "${path}": ` : '';
      const hint = 'If you are using a service token to fetch secrets, please ensure it is valid';
      return endWithError({ text: `${where}${error.text}` }, 'Could not fetch secrets', hint);
    }
  });
  runWith(call, log, Object.fromEntries(rows.map(({ key, value }) => [key, value])));
};

exports.exported = (call, log) => {
  const place = placeOf(call, call.flags.path ?? '/');
  requireLogin(call, log);
  let rows;
  try {
    rows = rowsOf(call, place);
  } catch (error) {
    endWithError(error, 'Unable to fetch secrets');
  }
  const format = call.flags.format ?? 'dotenv';
  const sorted = rows.sort((a, b) => (a.key < b.key ? -1 : 1));
  if (format === 'json') process.stdout.write(inJsonOfGo(sorted.map(rowInJson)));
  else if (format === 'dotenv') process.stdout.write(sorted.map(({ key, value }) => `${key}='${value}'\n`).join(''));
  else
    endWith(
      `error: invalid format type: ${format}. Available format types are [[dotenv json csv yaml dotenv-export dotenv-eval]]`,
    );
};

/** JSON as Go writes it. */
function inJsonOfGo(value) {
  const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escaped);
}

function rowInJson({ key, value, path, project }) {
  const rest = { tags: [], comment: '', Etag: '', skipMultilineEncoding: false };
  return { key, workspace: project, value, type: 'shared', _id: '', secretPath: path, ...rest };
}

exports.folders = (call, log) => {
  const place = placeOf(call, call.flags.path ?? '/');
  requireLogin(call, log);
  try {
    rowsOf(call, place);
  } catch (error) {
    endWithError(error, 'Unable to get folders');
  }
  const base = place.path === '/' ? '/' : `${place.path}/`;
  const inside = Object.keys(foldersOf(place).folders).filter((path) => path.startsWith(base) && path !== base);
  const names = [...new Set(inside.map((path) => path.slice(base.length).split('/')[0]))];
  const rows = names.map((folderName) => ({ folderId: `id-${folderName}`, folderName, folderPath: place.path }));
  process.stdout.write(call.flags.output === 'json' ? JSON.stringify(rows) : names.join('\n'));
};

function placeOf({ flags, paths }, path) {
  const { environment, project } = linkedProject();
  const id = flags.projectId || env.INFISICAL_PROJECT_ID || project;
  if (!id) {
    const named = tokenOf({ flags, paths }) !== undefined;
    endWith(
      named
        ? 'Project ID is required when using machine identity'
        : 'Please either run infisical init to connect to a project or pass in project id with --projectId flag',
    );
  }
  return {
    project: id,
    environment: flags.env ?? environment ?? 'dev',
    path,
    recursive: isOn(flags.recursive),
    tags: flags.tags?.split(','),
  };
}

/** What .infisical.json of the folder says; a token ignores its project. */
function linkedProject() {
  try {
    const { workspaceId, defaultEnvironment } = JSON.parse(readFileSync('.infisical.json', 'utf8'));
    return { environment: defaultEnvironment || undefined, project: tokenOf({ flags: {} }) ? undefined : workspaceId };
  } catch {
    return {};
  }
}
