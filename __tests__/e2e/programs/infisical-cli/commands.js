// What each command does.
const { say } = require('./endings.js');
const { exported, folders, run } = require('./reads.js');
const { VERSION } = require('./secrets.js');
const { login, loginStatus } = require('./session.js');

exports.COMMANDS = {
  version: () => say(`infisical version ${VERSION}`),
  help: () => say('Usage:\n  infisical [command]'),
  run,
  export: exported,
  login,
  'login status': loginStatus,
  'secrets folders get': folders,
};
