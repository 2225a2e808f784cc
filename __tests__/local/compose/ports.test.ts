import { LocalService, LocalStack } from '../../../lib';
import { portProblem } from '../../../lib/local/compose/port-problems';
import { chartWith, errorsOf } from '../shop-on-a-laptop';

test.each([
  '80',
  '8080:80',
  '127.0.0.1:8080:80',
  '127.0.0.1::80',
  '[::1]:8080:80/udp',
  '::1:8080:80',
  '3000-3005',
  '9090-9091:8080-8081',
  '127.0.0.1:5000-5010:5000-5010/tcp',
  '8000-8010:80',
])('%s is a port', (port) => {
  expect(portProblem(port)).toBeUndefined();
});

test.each([
  ['0', /is no port from 1 to 65535/],
  ['65536:80', /is no port from 1 to 65535/],
  ['80:', /is no port/],
  ['', /is no port/],
  ['http', /is no port/],
  ['${PORT}:80', /is no port|has no IP address/],
  ['9-1', /is no port/],
  ['8080:80/http', /has another protocol than tcp, udp and sctp/],
  ['8080:80/', /has another protocol/],
  ['localhost:8080:80', /has no IP address before its ports/],
  ['127.0.0.300:8080:80', /has no IP address/],
  ['1:2:3:4', /has more than an address and two ports/],
  ['3000-3001:80-82', /has a range of another size on each side/],
])('%s is none', (port, problem) => {
  expect(portProblem(port)).toMatch(problem);
});

test('a service with one is an error, wherever the port is written', () => {
  const service = LocalService.of({ image: 'db:1', ports: ['80:0'], compose: { ports: ['81:0'] } });
  expect(errorsOf(new LocalStack([chartWith()], { services: { db: service } }))).toEqual([
    '[local stack] the port "80:0" of the service "db" is no port from 1 to 65535, or range of them: write "127.0.0.1:8080:8080" (L9)',
    '[local stack] the port "81:0" of the service "db" is no port from 1 to 65535, or range of them: write "127.0.0.1:8080:8080" (L9)',
  ]);
});
