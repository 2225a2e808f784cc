import { takeFindings } from '../lib/evaluation/report/run-findings';

/** Each test sees the findings of its own apps only, and its own mocks. */
afterEach(() => {
  takeFindings();
  jest.restoreAllMocks();
});
