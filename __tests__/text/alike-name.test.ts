import { alikeName } from '../../lib/text/alike-name';

test.each([
  ['.dockerconfigjson', ['PORT', 'DOCKER_CONFIG_JSON', 'DOCKERCONFIGJSON_OLD'], 'DOCKER_CONFIG_JSON'],
  ['.dockerconfigjson', ['DOCKER_CONFIG'], 'DOCKER_CONFIG'],
  ['tls.crt', ['TLS_KEY', 'TLS_CERT'], 'TLS_CERT'],
  ['ssh-privatekey', ['GITHUB_SSH_PRIVATE_KEY'], 'GITHUB_SSH_PRIVATE_KEY'],
  ['password', ['DB_PASSWORD'], 'DB_PASSWORD'],
  ['password', ['PASS', 'WORD', 'PORT'], undefined],
  ['tls.key', [], undefined],
])('what stands for %s among %j is %s', (wanted, candidates, meant) => {
  expect(alikeName(wanted, candidates)).toBe(meant);
});
