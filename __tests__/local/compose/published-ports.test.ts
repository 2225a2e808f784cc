import { LocalService, type LocalServiceProps, LocalStack, type SecretSyncedAppProps } from '../../../lib';
import { chartWith, composeOf, errorsOf } from '../shop-on-a-laptop';

type Two = readonly [first: LocalServiceProps['ports'], second: LocalServiceProps['ports']];

const servicesOf = (...all: LocalServiceProps[]) =>
  Object.fromEntries(all.map((props, i) => [`s${i + 1}`, LocalService.of({ image: 'db:1', ...props })]));
const errors = (...all: LocalServiceProps[]) =>
  errorsOf(new LocalStack([chartWith()], { services: servicesOf(...all) }));
const written = (...all: LocalServiceProps[]) => composeOf(chartWith(), { services: servicesOf(...all) }).services;

test('two services that publish one port of the laptop are an error that names both', () => {
  expect(errors({ ports: ['127.0.0.1:5432:5432'] }, { ports: ['5432:80'] })).toEqual([
    '[local stack] the services "s1" and "s2" both publish the port 5432 of the laptop ("127.0.0.1:5432:5432" and "5432:80"): give one of them another port (L9)',
  ]);
});

test('one service that does so is one too', () => {
  expect(errors({ ports: ['80:80', '80:80'] })).toEqual([
    '[local stack] the service "s1" publishes the port 80 of the laptop ("80:80" twice): give one of them another port (L9)',
  ]);
  expect(errors({ ports: ['80:80'], compose: { ports: [{ target: 81, published: 80 }] } })).toEqual([
    expect.stringContaining('("80:80" and published: 80)'),
  ]);
});

test('an application is told of by its construct', () => {
  const props: Partial<SecretSyncedAppProps> = { local: { ports: ['80:80'] } };
  const stack = new LocalStack([chartWith(props)], { services: servicesOf({ ports: ['80:90'] }) });
  expect(errorsOf(stack)).toEqual([expect.stringContaining('the services "api" and "s1" both publish the port 80')]);
});

test.each<Two>([
  [['9000-9005:9000-9005'], ['127.0.0.1:9005:80']],
  [['0.0.0.0:80:80'], ['127.0.0.1:80:80']],
  [['[::]:80:80'], ['[::1]:80:80']],
  [['[::1]:80:80'], ['[0:0:0:0:0:0:0:1]:80:90']],
  [['80:80/udp'], ['127.0.0.1:80:80/udp']],
])('%j and %j are at one place', (first, second) => {
  expect(errors({ ports: first }, { ports: second })).toEqual([
    expect.stringMatching(/both publish the port \d+ .*L9/),
  ]);
});

test.each<Two>([
  [['80:80'], ['81:80']],
  [['80:80'], ['80:80/udp']],
  [['127.0.0.1:80:80'], ['127.0.0.2:80:80']],
  [['127.0.0.1:80:80'], ['[::1]:80:80']],
  [['80'], ['80']],
  [['127.0.0.1::80'], ['127.0.0.1::80']],
  [['8000-8010:80'], ['8000-8010:80']],
  [['9000-9004:9000-9004'], ['9005:80']],
])('%j and %j are not', (first, second) => {
  expect(written({ ports: first }, { ports: second })).toMatchObject({ s1: { ports: first }, s2: { ports: second } });
});

test('one of which a profile is asked for may have that of another one, and words that repeat a port are one', () => {
  const both = [{ ports: ['80:80'] }, { ports: ['80:80'], profiles: ['other'] }];
  expect(Object.keys(written(...both))).toEqual(['api', 's1', 's2']);
  expect(Object.keys(written({ ports: ['80:80'] }, { ports: ['80:81'], compose: { profiles: ['x'] } }))).toHaveLength(
    3,
  );
  expect(written({ ports: ['80:80'], compose: { ports: ['80:80'] } }).s1.ports).toEqual(['80:80']);
});
