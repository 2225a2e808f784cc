import { promotion } from '../../../cli/promote/promotion';
import { referenceText } from '../../../lib/images/image-reference';
import { DIGEST, imageFile, OTHER } from '../image-files/image-file';

const STAGING = imageFile(
  'staging',
  `cache: { image: c:1 }\norders: { image: o:2@${DIGEST} }\nweb: { image: web:3 }\nsame: { image: s:1 }\n`,
);
const PROD = imageFile(
  'prod',
  `web: { image: web:2 }\norders: { image: o:1@${OTHER} }\nlegacy: { image: l:1 }\nsame: { image: s:1 }\n`,
);

test('what both have is copied, and the rest is told', () => {
  const { changes, ...rest } = promotion(STAGING, PROD, [], {});
  expect(changes.map(({ name, from, to }) => [name, referenceText(from), referenceText(to)])).toEqual([
    ['web', 'web:2', 'web:3'],
    ['orders', `o:1@${OTHER}`, `o:2@${DIGEST}`],
    ['same', 's:1', 's:1'],
  ]);
  expect(rest).toEqual({ onlyThere: ['cache'], onlyHere: ['legacy'], unpinned: ['web'], problems: [] });
});

test('only those that are named', () => {
  const { changes, ...rest } = promotion(STAGING, PROD, ['orders', 'orders'], {});
  expect(changes.map(({ name }) => name)).toEqual(['orders']);
  expect(rest).toEqual({ onlyThere: [], onlyHere: [], unpinned: [], problems: [] });
});

test.each([
  [
    'cache',
    'images/prod.yaml has no image "cache", which staging has: a new one gets its first line there by hand: copy it from images/staging.yaml:1',
  ],
  [
    'legacy',
    'images/staging.yaml has no image "legacy": it has "cache", "orders", "web", "same"; a new one gets its first line there by hand: `name: { image: repository:tag }`',
  ],
  [
    'constructor',
    'images/staging.yaml has no image "constructor": it has "cache", "orders", "web", "same"; a new one gets its first line there by hand: `name: { image: repository:tag }`',
  ],
])('%s, which not both have, is refused where it is named', (name, problem) => {
  expect(promotion(STAGING, PROD, [name], {}).problems).toContain(problem);
});

test('tags can be refused, but where nothing changes', () => {
  expect(promotion(STAGING, PROD, [], { requireDigests: true }).problems).toEqual([
    'images/staging.yaml: web: "web:3" has no digest, and a tag can move: pin it with `cdk8s-infisical image web=@sha256:… --environment staging`',
  ]);
});

describe('another repository', () => {
  const [from, to] = [
    imageFile('a', `x: { image: r.example/x:2@${DIGEST} }`),
    imageFile('b', 'x: { image: s.example/x:1 }'),
  ];

  test('is a mistake, or kept', () => {
    expect(promotion(from, to, [], {}).problems).toEqual([
      'images/b.yaml: x comes from "s.example/x" there, and would come from "r.example/x": add --keep-repositories to take tag and digest only, or write the repository by hand first',
    ]);
    const { changes, problems } = promotion(from, to, [], { keepRepositories: true });
    expect(problems).toEqual([]);
    expect(changes.map((change) => referenceText(change.to))).toEqual([`s.example/x:2@${DIGEST}`]);
  });
});
