import type { z } from 'zod';
import { adminEmail, adminPassword } from './deskhand-process.ts';

/** The first admin of a product that a test started, over HTTP. */
export class Admin {
  readonly #url: string;
  readonly #cookie: string;

  private constructor(url: string, cookie: string) {
    this.#url = url;
    this.#cookie = cookie;
  }

  static async signIn(url: string): Promise<Admin> {
    const response = await fetch(`${url}/api/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: adminEmail, password: adminPassword }),
    });
    if (!response.ok) throw new Error(`sign-in: ${response.status}`);
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    return new Admin(url, cookies.join('; '));
  }

  /** Has every question of these classes begin with this model. */
  async fixModel(taskClasses: string[], model: string): Promise<void> {
    for (const taskClass of taskClasses) {
      const response = await fetch(`${this.#url}/api/admin/routing/${taskClass}`, {
        method: 'PUT',
        headers: { cookie: this.#cookie, origin: this.#url, 'Content-Type': 'application/json' },
        body: JSON.stringify({ model }),
      });
      if (!response.ok) throw new Error(`${taskClass}: ${response.status}`);
    }
  }

  /** What is at a path below `/api/admin`. */
  async read<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
    const response = await fetch(`${this.#url}/api/admin${path}`, {
      headers: { cookie: this.#cookie },
    });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return schema.parse(await response.json());
  }
  /** Changes what is at a path below `/api/admin`. */
  async change(method: 'POST' | 'DELETE', path: string, body?: FormData): Promise<void> {
    const response = await fetch(`${this.#url}/api/admin${path}`, {
      method,
      headers: { cookie: this.#cookie },
      ...(body === undefined ? {} : { body }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  }
}
