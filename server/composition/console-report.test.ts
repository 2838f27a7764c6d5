import { describe, expect, it } from 'vitest';
import { ConsoleReport } from './console-report.ts';

describe('the report of a start', () => {
  const written = (tell: (report: ConsoleReport) => void): string => {
    const lines: string[] = [];
    const out = { isTTY: false, write: (text: string) => lines.push(text) > 0 };
    tell(new ConsoleReport(out as unknown as NodeJS.WriteStream));
    return lines.join('');
  };
  const email = 'admin@shop.example';

  it('shows the password of the first admin as soon as it is told', () => {
    const text = written((report) => report.firstAdmin({ email, password: 'abcde-fghij' }));
    expect(text).toMatch(/First admin \(shown this once\): admin@shop\.example {2}abcde-fghij\n/);
  });

  it('does not repeat a password that was set', () => {
    const text = written((report) => report.firstAdmin({ email, password: null }));
    expect(text).toMatch(/First admin: admin@shop\.example, with the password of ADMIN_PASSWORD\n/);
  });

  it('gives a notice a line of its own', () => {
    const text = written((report) => report.notice('warning: something is off'));
    expect(text).toMatch(/^\[ +\d+\.\d s\] warning: something is off\n$/);
  });
});
