import { portNameProblem, portNumberProblem } from '../../lib/model/port';

test.each([1, 80, 65_535])('%d is a port', (port) => expect(portNumberProblem(port)).toBeUndefined());
test.each([0, -1, 65_536, 80.5, Number.NaN])('%d is none', (port) => {
  expect(portNumberProblem(port)).toBe('write a port from 1 to 65535');
});

test.each(['http', '2a', 'a-b-c', 'a'.repeat(15)])('a port may be called %s', (name) => {
  expect(portNameProblem(name)).toBeUndefined();
});
test.each(['', '80', '1-2', 'HTTP', 'a--b', '-a', 'a-', 'a_b', 'a.b'])('no port is called %j', (name) => {
  expect(portNameProblem(name)).toBe('must be a-z, 0-9 and single "-" between them, with at least one letter');
});
test('a long name is told by its length', () => {
  expect(portNameProblem('a'.repeat(16))).toBe('has 16 characters, 15 are allowed');
});
