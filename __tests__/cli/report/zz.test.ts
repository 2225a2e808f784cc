import { writeFileSync } from 'node:fs';
import { htmlPage } from '../../../cli/report/page/page';
import { textReport } from '../../../cli/report/text';
import { manyWorkloads } from './many-workloads';
import { onlineShop, reportOf } from './online-shop';

test('x', () => {
  jest.spyOn(console, 'warn').mockImplementation();
  writeFileSync('/tmp/f/shop.html', htmlPage(reportOf(onlineShop())));
  const big = manyWorkloads(900);
  const t = Date.now();
  writeFileSync('/tmp/f/big.html', htmlPage(big));
  console.log(Date.now() - t);
  writeFileSync('/tmp/f/big.txt', textReport(big));
}, 120000);
