import { ipRangeProblem, isPartOf } from '../../lib/model/ip-range';

test.each(['10.0.0.0/8', '10.1.2.3/8', '010.0.0.0/08', '0.0.0.0/0', '2001:db8::/32', '::1/128', '::ffff:10.0.0.0/104'])(
  'up to Kubernetes 1.35 %s is a range',
  (range) => {
    expect(ipRangeProblem(range, '1.35')).toBeUndefined();
  },
);

test.each([
  '',
  '10.0.0.0',
  '10.0.0.0/',
  '10.0.0.0/33',
  '10.0.0/8',
  '10.0.0.0/8/8',
  '2001:db8::/129',
  'a/8',
  '10.0.0.0/-1',
])('"%s" is none', (range) => {
  expect(ipRangeProblem(range, '1.29')).toMatch(/^must be a range of IP addresses/);
});

test.each([
  ['10.1.2.3/8', 'must not have more than its first 8 bits set'],
  ['10.0.0.0/08', 'must not have a length that starts with zeros'],
  ['010.0.0.0/8', 'must not have parts that start with zeros'],
  ['::ffff:10.0.0.0/104', 'must not be an IPv4 address in the form of IPv6'],
  ['10.0.0.0/8', undefined],
])('since Kubernetes 1.36 %s %s', (range, problem) => {
  expect(ipRangeProblem(range, '1.36')).toBe(problem);
});

test.each([
  ['10.1.0.0/16', '10.0.0.0/8', true],
  ['10.0.0.0/8', '10.0.0.0/8', false],
  ['11.0.0.0/16', '10.0.0.0/8', false],
  ['2001:db8:1::/48', '2001:db8::/32', true],
  ['10.0.0.0/16', '::/0', false],
  ['10.1.0.0/31', '::ffff:10.0.0.0/104', false],
  ['::ffff:10.1.0.0/112', '10.0.0.0/8', true],
  ['::1/120', '::ffff:10.0.0.0/16', true],
  ['10.1.0.0', '10.0.0.0/8', undefined],
])('%s is a part of %s: %s', (part, whole, is) => {
  expect(isPartOf(part, whole)).toBe(is);
});
