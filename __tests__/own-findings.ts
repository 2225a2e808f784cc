import { takeFindings } from '../lib/evaluation/report/run-findings';

/** Each test sees the findings of its own apps only. */
beforeEach(() => {
  takeFindings();
});

afterEach(() => {
  jest.restoreAllMocks();
});
