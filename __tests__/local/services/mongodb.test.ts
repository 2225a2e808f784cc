import { BackingService } from '../../../lib';
import { composeService, composeSnippet, outdented, serviceErrors } from './compose-snippet';

test('MongoDB, as compose gets it', () => {
  const mongo = BackingService.mongoDb({
    ...{ userKey: 'MONGO_USER', passwordKey: 'MONGO_PASSWORD', database: 'orders', port: 27017 },
    initScripts: ['./db/indexes.js'],
  });
  expect(composeSnippet({ mongo })).toBe(outdented`
    services:
      mongo:
        image: mongo:7.0.41
        ports:
          - 127.0.0.1:27017:27017
        environment:
          MONGO_INITDB_DATABASE: orders
          MONGO_INITDB_ROOT_PASSWORD: <key MONGO_PASSWORD>
          MONGO_INITDB_ROOT_USERNAME: <key MONGO_USER>
        volumes:
          - mongo-data:/data/db
          - ./db/indexes.js:/docker-entrypoint-initdb.d/1-indexes.js:ro
        healthcheck:
          test:
            - CMD-SHELL
            - "mongosh --quiet --host \\"$$(hostname)\\" --eval 'quit(db.adminCommand({ ping: 1 }).ok ? 0 : 2)'"
          interval: 5s
          timeout: 20s
          retries: 5
          start_period: 600s
        restart: unless-stopped
    volumes:
      mongo-data: {}
  `);
});

test.each([
  ['4.4.30', 'mongo'],
  ['5.0', 'mongo'],
  ['6.0.27', 'mongosh'],
  ['8.0.30-noble', 'mongosh'],
  ['latest', 'mongosh'],
])('the shell of the image %s is %s', (tag, shell) => {
  const [, check] = composeService(BackingService.mongoDb({ tag })).healthcheck.test;
  expect(check.split(' ')[0]).toBe(shell);
});

test('it asks nobody without a user and a password, and does not start with one of both', () => {
  expect(composeService(BackingService.mongoDb({}))).not.toHaveProperty('environment');
  const services = { a: BackingService.mongoDb({ user: 'root' }), b: BackingService.mongoDb({ passwordKey: 'P' }) };
  expect(serviceErrors(services)).toEqual([
    '[local stack] services["a"].passwordKey is missing: write the name of the secret key (N5)',
    '[local stack] services["b"].userKey is missing: write the name of the secret key (N5)',
  ]);
});
