import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ConversationSync } from '../../../shared/protocol.ts';
import { InProcessRateLimiter } from '../../adapters/in-process/rate-limiter.ts';
import { DeskhandError } from '../../errors.ts';
import { ask, granted, RunningApp } from '../testing/running-app.ts';
import { errorForLog, textsOf } from './error-for-log.ts';
import { createLogger } from './logger.ts';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger('debug', { write: (line: string) => lines.push(line) }));
  return lines.join('');
}

describe('the log', () => {
  it('leaves out what customers wrote and what signs anyone in, wherever it stands', () => {
    const secret = 'my card is 4111 1111 1111 1111';
    const text = logged((logger) => {
      logger.info({ text: secret, message: { text: secret }, deep: { request: { text: secret } } });
      logger.info({ email: secret, user: { email: secret, password: secret, id: 'user-1' } });
      logger.info({ token: secret, cookie: secret, request: { headers: { cookie: secret } } });
    });
    expect(text).not.toContain('4111');
    expect(text).toContain('user-1');
  });

  it('keeps code, message, frames and causes of an error', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED 10.0.0.5:5432'), {
      code: 'ECONNREFUSED',
    });
    const error = new DeskhandError('storage-unavailable', { message: 'no database', cause });
    const entry = JSON.parse(logged((logger) => logger.error({ err: error }, 'failed')));
    expect(entry).toMatchObject({
      level: 50,
      msg: 'failed',
      err: {
        type: 'DeskhandError',
        code: 'storage-unavailable',
        message: 'no database',
        cause: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 10.0.0.5:5432' },
      },
    });
    expect(entry.err.stack[0]).toMatch(/logger\.test\.ts:\d+/);
  });

  it('masks values that drivers quote in their messages, and takes no other property of an error', () => {
    const database = Object.assign(
      new Error('Failed query: insert into messages values ($1)\nparams: I live at 5 High Street'),
      {
        detail: 'Key (email)=(ada@shop.example) already exists.',
        cause: new Error('duplicate key: Key (email)=(ada@shop.example) already exists.'),
      },
    );
    const others = [
      new SyntaxError('Unexpected token \'I\', "I live at 5 High Street" is not valid JSON'),
      new Error('no mailbox for ada.lovelace+x@mail.shop.example, call +43 660 123 4567'),
      new Error('bad token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl'),
    ];
    const text = JSON.stringify([database, ...others].map((error) => errorForLog(error)));
    for (const personal of ['High Street', 'ada', 'shop.example', '660', 'eyJ', 'c2ln']) {
      expect(text).not.toContain(personal);
    }
    expect(text).toContain('Failed query: insert into messages values ($1)');
    expect(text).toContain('duplicate key');
  });

  it('masks the texts of the request at hand in whatever was thrown over it', () => {
    const payload = { conversationId: 'conversation-7', text: 'I live at 5 High Street' };
    const error = new Error('conversation-7 cannot hold I live at 5 High Street: too odd');
    expect(errorForLog(error, textsOf(payload)).message).toBe(
      'conversation-7 cannot hold [hidden]: too odd',
    );
  });

  it('of a day with customers, agents, refusals and faults holds nothing personal', async () => {
    const app = await RunningApp.start({
      rateLimiter: new InProcessRateLimiter(),
      connectionLimiter: new InProcessRateLimiter(),
    });
    const said = 'My IBAN is AT61 1904 3002 3457 3201, write to mallory@mail.example';
    const token = await app.visitorToken();
    const socket = await app.customer({ auth: { token } });
    const { conversationId } = granted(
      await ask<ConversationSync>(socket, 'conversation-open', {}),
    );
    const message = { conversationId, clientMessageId: randomUUID(), text: said };
    await ask(socket, 'message-send', message);
    app.desk.failure = new Error(`cannot store '${said}'`, { cause: new Error(said) });
    await ask(socket, 'message-send', message);
    app.desk.failure = new DeskhandError('storage-unavailable', { cause: new Error(said) });
    await ask(socket, 'message-send', message);
    await ask(socket, said, { text: said });
    await app.connected('/customer', { auth: { token: `${token}x` } }).catch(() => {});
    const { cookie } = await app.signedIn('admin');
    const signIn = { email: 'mallory@mail.example', password: 'hunter2 hunter2' };
    await app.send('POST', '/api/sign-in', signIn);
    await app.send('POST', '/api/admin/users', { ...signIn, name: 5, role: 'agent' }, cookie);
    const range = 'from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z';
    await app.send(
      'GET',
      `/api/admin/figures?${range}&q=${encodeURIComponent(said)}`,
      undefined,
      cookie,
    );
    await app.close();

    const log = app.logged.join('');
    expect(log.match(/"code":"internal"/g)?.length).toBe(2);
    expect(log).toContain('storage-unavailable');
    const personal = [
      'IBAN',
      'AT61',
      '3457',
      'mallory',
      'hunter2',
      'mail.example',
      token,
      cookie.split('=')[1],
    ];
    for (const value of personal) expect(log).not.toContain(value);
  });
});
