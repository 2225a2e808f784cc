// Runs before anything else of the command: newer versions of Node keep what they have made of its files, and the next run
// need not read them again. Only beside packages, where whoever can write could change these files themselves, and not in
// CI, where nothing is there the next time.
const modules = require('node:path').resolve(__dirname, '../../..');
if (/[\\/]node_modules$/.test(modules) && ['', '0', 'false'].includes(process.env.CI ?? '')) {
  require('node:module').enableCompileCache?.(`${modules}/.cache/cdk8s-infisical-commands`);
}
