import { join, relative } from 'node:path';
import { composeSources } from '../../../cli/migrate-compose/compose-sources';
import { inProject } from './compose-projects';

const namesOf = (texts: readonly string[], named: readonly string[]) =>
  inProject(Object.fromEntries(texts.map((path) => [path, '{}'])), (folder) => {
    const sources = composeSources(named.map((path) => join(folder, path)));
    return sources.map(({ file }) => relative(folder, file));
  });

test.each([
  [['compose.yaml', 'docker-compose.yml'], [''], ['compose.yaml']],
  [['docker-compose.yaml', 'docker-compose.yml'], [''], ['docker-compose.yml']],
  [['compose.yml', 'compose.override.yaml'], [''], ['compose.yml', 'compose.override.yaml']],
  [
    ['docker-compose.yaml', 'docker-compose.override.yml'],
    ['docker-compose.yaml'],
    ['docker-compose.yaml', 'docker-compose.override.yml'],
  ],
  [['dev.yaml', 'compose.override.yaml'], ['dev.yaml'], ['dev.yaml']],
  [
    ['compose.yaml', 'compose.override.yaml', 'b.yaml'],
    ['compose.yaml', 'b.yaml'],
    ['compose.yaml', 'b.yaml'],
  ],
])('of %j, with %j named, compose reads %j', (texts, named, read) => {
  expect(namesOf(texts, named)).toEqual(read);
});

test('a folder without one is no file', () => {
  expect(() => namesOf(['other.yaml'], [''])).toThrow(/: there is no compose file: name one$/);
});
