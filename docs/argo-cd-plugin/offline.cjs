// Loaded into a project before it runs: a rendering that asks the network is not the same twice. This stops what was not
// meant, not what is hostile: only let projects be rendered whose code you review.
const dgram = require('node:dgram');
const dns = require('node:dns');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');

function refuse() {
  throw new Error('a rendering has no network: what it needs must be in the repository, or in the image of the plugin');
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  // Node passes its own calls on as a list.
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  const isPipe = typeof options === 'string' ? Number.isNaN(Number(options)) : options?.path && !options.port;
  return isPipe ? connect.apply(this, args) : refuse();
};
dgram.createSocket = refuse;
for (const api of [dns, dns.promises]) {
  for (const name of Object.keys(api)) if (/^(lookup|resolve|reverse)/.test(name)) api[name] = refuse;
}
syncBuiltinESMExports();
