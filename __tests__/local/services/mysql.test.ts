import { BackingService } from '../../../lib';
import { composeService, composeSnippet, outdented } from './compose-snippet';

test('MySQL, as compose gets it', () => {
  const mysql = BackingService.mysql({
    ...{ user: 'orders', database: 'orders', passwordKey: 'DB_PASSWORD', rootPasswordKey: 'ROOT_PASSWORD' },
    port: 3306,
    args: ['--max-connections=200'],
  });
  expect(composeSnippet({ mysql })).toBe(outdented`
    services:
      mysql:
        image: mysql:8.4.11
        command:
          - --max-connections=200
        ports:
          - 127.0.0.1:3306:3306
        environment:
          MYSQL_DATABASE: orders
          MYSQL_PASSWORD: <key DB_PASSWORD>
          MYSQL_ROOT_PASSWORD: <key ROOT_PASSWORD>
          MYSQL_USER: orders
        volumes:
          - mysql-data:/var/lib/mysql
        healthcheck:
          test:
            - CMD
            - mysqladmin
            - ping
            - --silent
            - -h
            - 127.0.0.1
          interval: 5s
          timeout: 20s
          retries: 5
          start_period: 60s
        restart: unless-stopped
    volumes:
      mysql-data: {}
  `);
});

test('MariaDB, as compose gets it', () => {
  const shop = BackingService.mariaDb({ userKey: 'DB_USER', databaseKey: 'DB_NAME', passwordKey: 'DB_PASSWORD' });
  expect(composeSnippet({ shop })).toBe(outdented`
    services:
      shop:
        image: mariadb:11.8.9
        environment:
          MARIADB_DATABASE: <key DB_NAME>
          MARIADB_PASSWORD: <key DB_PASSWORD>
          MARIADB_ROOT_PASSWORD: <key DB_PASSWORD>
          MARIADB_USER: <key DB_USER>
        volumes:
          - shop-data:/var/lib/mysql
        healthcheck:
          test:
            - CMD
            - healthcheck.sh
            - --connect
          interval: 5s
          timeout: 20s
          retries: 5
          start_period: 60s
        restart: unless-stopped
    volumes:
      shop-data: {}
  `);
});

test('without a user the password is that of root', () => {
  const { environment } = composeService(BackingService.mysql({ passwordKey: 'DB_PASSWORD' }));
  expect(environment).toEqual({ MYSQL_ROOT_PASSWORD: '<key DB_PASSWORD>' });
});
