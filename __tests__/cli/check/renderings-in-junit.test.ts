import { junit } from '../../../cli/check/formats/junit';

const RENDERED = { file: 'charts/api (helm template)', line: 40, column: 3 };
const KEY = { key: 'PORT', wanted: ['prod:/'], found: [], users: [] };

/** The place of a rendering, as JUnit XML has it of a key that is missing, and of what is unread. */
function placesIn(source: string | undefined, sourceLine?: number) {
  const location = { ...RENDERED, ...(source !== undefined && { source, sourceLine }) };
  const real = source === undefined ? undefined : { file: source, line: sourceLine ?? 1, column: 1 };
  const text = junit({
    environments: [
      {
        ...{ host: 'https://infisical.example.com', project: 'shop', environment: 'prod', problems: [] },
        keys: [{ ...KEY, status: 'missing', locations: [location] }],
      },
    ],
    unread: [{ ...RENDERED, message: 'nobody knows what it is', real }],
    failing: ['missing'],
  });
  return [...text.matchAll(/>(charts\/api[^<]*)</g)].map(([, place]) => place);
}

test('a place of a rendering is told with its template', () => {
  expect(placesIn('charts/api/templates/deployment.yaml', 7)).toEqual([
    'charts/api (helm template):40:3, from charts/api/templates/deployment.yaml:7',
    'charts/api (helm template):40, from charts/api/templates/deployment.yaml:7',
  ]);
  expect(placesIn('charts/api/templates/deployment.yaml')).toEqual([
    'charts/api (helm template):40:3, from charts/api/templates/deployment.yaml',
    'charts/api (helm template):40, from charts/api/templates/deployment.yaml',
  ]);
});

test('a place in a file is told alone', () => {
  expect(placesIn(undefined)).toEqual(['charts/api (helm template):40:3', 'charts/api (helm template):40']);
});
